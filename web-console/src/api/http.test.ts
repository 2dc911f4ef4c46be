import { describe, expect, it } from 'vitest';
import { Api, ApiError, ServerAway } from './http';
import { Digits, parseJson } from './json';

function api(answers: Record<string, { status?: number; body: string; etag?: string }>) {
  const calls: { url: string; init: RequestInit }[] = [];
  const fetcher = async (url: unknown, init?: RequestInit) => {
    calls.push({ url: String(url), init: init ?? {} });
    const answer = answers[`${init?.method ?? 'GET'} ${String(url)}`];
    if (!answer) throw new TypeError('fetch failed');
    return new Response(answer.body, { status: answer.status ?? 200, headers: answer.etag ? { etag: answer.etag } : {} });
  };
  return { api: new Api(fetcher as typeof fetch), calls };
}

describe('the client', () => {
  it('reads every page of a list', async () => {
    const t = api({
      'GET /v1/streams?limit=500': { body: '{"items":[{"name":"a"}],"next":"c1"}' },
      'GET /v1/streams?limit=500&cursor=c1': { body: '{"items":[{"name":"b"}],"next":null}' },
    });
    expect((await t.api.streams()).map(stream => stream.name)).toEqual(['a', 'b']);
  });

  it('leaves empty filters out of the address and escapes the others', async () => {
    const t = api({ 'GET /v1/alerts?pattern=a+b%26c&limit=5': { body: '{"items":[],"next":null,"epoch":"e","head":0}' } });
    expect((await t.api.alerts({ pattern: 'a b&c', key: null, from: '', limit: 5 })).items).toEqual([]);
  });

  it('reads what a pattern has in flight, counts beyond exact numbers too', async () => {
    const t = api({ 'GET /v1/patterns/a%20b/runs': { body: '{"pattern":"a b","keys":1,"states":[{"id":"s1","partialMatches":9223372036854775807}],"topKeys":[]}' } });
    const runs = await t.api.runs('a b');
    expect(Number(String(runs.states[0]!.partialMatches))).toBe(2 ** 63);
    expect(runs.attempts).toBeUndefined();
  });

  it('sends the version that it read and gives back the new one', async () => {
    const t = api({ 'PUT /v1/patterns/p': { body: '{"name":"p","version":8}', etag: '"8"' } });
    const { value, etag } = await t.api.updatePattern('p', 'SELECT 1', '"7"');
    expect([value.version, etag]).toEqual([8, '"8"']);
    expect(t.calls[0]!.init.headers).toMatchObject({ 'if-match': '"7"' });
  });

  it('tells the reason of a refusal', async () => {
    const t = api({ 'DELETE /v1/streams/s': { status: 409, body: '{"title":"In use","detail":"s is read by p.","code":"in-use","status":409}' } });
    const failure = await t.api.deleteStream('s').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect((failure as ApiError).message).toBe('s is read by p.');
    expect((failure as ApiError).problem.code).toBe('in-use');
  });

  it('copes with an answer that is not its server’s', async () => {
    const t = api({ 'GET /v1/stats': { status: 502, body: '<html>Bad gateway</html>' } });
    await expect(t.api.stats()).rejects.toThrow('The server answered 502 without a reason.');
  });

  it('knows an absent server from a refusal', async () => {
    await expect(api({}).api.stats()).rejects.toBeInstanceOf(ServerAway);
  });

  it('posts an event as it was written', async () => {
    const t = api({ 'POST /v1/streams/s/events': { status: 202, body: '{"accepted":1,"offset":3}' } });
    await t.api.publish('s', '{"id":9007199254740993}');
    expect(t.calls[0]!.init.body).toBe('{"id":9007199254740993}');
  });
});

describe('numbers', () => {
  it('that a double holds are numbers', () => {
    expect(parseJson<{ a: number }>('{"a":12.50,"b":1e3,"c":9007199254740991,"d":0.1000000000000000}')).toEqual({ a: 12.5, b: 1000, c: 9007199254740991, d: 0.1 });
  });

  it('that it does not hold keep their digits', () => {
    // a browser without the source of numbers shows the nearest double; this Node may be one of them
    const value = parseJson<{ id: unknown }>('{"id":9007199254740993123}').id;
    if (value instanceof Digits) expect(String(value)).toBe('9007199254740993123');
    else expect(value).toBe(9007199254740993123);
  });
});
