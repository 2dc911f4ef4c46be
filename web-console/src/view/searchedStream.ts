import type { Stream } from '../wire';

/** The stream that a search is most likely about: one with analysed text. */
export function searchedStream(streams: Stream[]): string {
  const withText = streams.find(stream => stream.columns.some(column => /^TEXT/i.test(column.type)));
  return (withText ?? streams[0])?.name ?? '';
}
