export type Route =
  | { page: 'home' }
  | { page: 'patterns' }
  | { page: 'pattern'; name: string }
  | { page: 'new-pattern' }
  | { page: 'alerts' }
  | { page: 'alert'; id: string }
  | { page: 'streams' }
  | { page: 'stream'; name: string }
  | { page: 'queries' }
  | { page: 'nowhere'; path: string };

/** Which page a path means. A pattern called `new` cannot exist beside the page for a new one: `new` is reserved here. */
export function parsePath(path: string): Route {
  const parts = path.split('/').filter(part => part !== '').map(decode);
  const [section, name, more] = parts;
  if (section === undefined) return { page: 'home' };
  if (more !== undefined) return { page: 'nowhere', path };
  switch (section) {
    case 'patterns':
      if (name === undefined) return { page: 'patterns' };
      return name === 'new' ? { page: 'new-pattern' } : { page: 'pattern', name };
    case 'alerts':
      return name === undefined ? { page: 'alerts' } : { page: 'alert', id: name };
    case 'streams':
      return name === undefined ? { page: 'streams' } : { page: 'stream', name };
    case 'queries':
      return name === undefined ? { page: 'queries' } : { page: 'nowhere', path };
    default:
      return { page: 'nowhere', path };
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The query with some members set, or taken away where the value is empty. Order is kept, so links stay stable. */
export function withQuery(search: string, change: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams(search);
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === undefined || value === '') query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}
