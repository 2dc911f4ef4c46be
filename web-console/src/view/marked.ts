export interface Piece {
  text: string;
  found: boolean;
}

/** A text with <b> and </b> around what was found, as pieces: the rest of it is shown as it is and never read as HTML. */
export function pieces(marked: string): Piece[] {
  return marked
    .split('<b>')
    .flatMap((part, i) => {
      const end = i === 0 ? -1 : part.indexOf('</b>');
      return end < 0
        ? [{ text: i === 0 ? part : `<b>${part}`, found: false }]
        : [
            { text: part.slice(0, end), found: true },
            { text: part.slice(end + 4), found: false },
          ];
    })
    .filter(piece => piece.text !== '');
}
