import { describe, expect, it } from 'vitest';
import { parsePath, withQuery } from './route';

describe('an address', () => {
  it.each([
    ['/', { page: 'home' }],
    ['/patterns', { page: 'patterns' }],
    ['/patterns/', { page: 'patterns' }],
    ['/patterns/new', { page: 'new-pattern' }],
    ['/patterns/card_testing', { page: 'pattern', name: 'card_testing' }],
    ['/alerts', { page: 'alerts' }],
    ['/alerts/alr_1', { page: 'alert', id: 'alr_1' }],
    ['/streams/a%20b', { page: 'stream', name: 'a b' }],
    ['/streams/%', { page: 'stream', name: '%' }],
    ['/queries', { page: 'queries' }],
    ['/queries/x', { page: 'nowhere', path: '/queries/x' }],
    ['/patterns/a/b', { page: 'nowhere', path: '/patterns/a/b' }],
    ['/nix', { page: 'nowhere', path: '/nix' }],
  ])('%s opens its page', (path, route) => {
    expect(parsePath(path)).toEqual(route);
  });
});

describe('filters in the address', () => {
  it('are set and taken away, the others stay', () => {
    expect(withQuery('?a=1&b=2', { b: '3', c: 'x y' })).toBe('?a=1&b=3&c=x+y');
    expect(withQuery('?a=1&b=2', { a: null })).toBe('?b=2');
    expect(withQuery('?a=1', { a: '' })).toBe('');
  });

  it('come back as they were written', () => {
    const written = withQuery('', { key: 'a&b=c#ü' });
    expect(new URLSearchParams(written).get('key')).toBe('a&b=c#ü');
  });
});
