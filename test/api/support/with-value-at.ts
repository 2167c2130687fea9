/** A copy of `target` with the value at `path` exchanged; objects and lists on the way there are made where none are. */
export function withValueAt(target: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (target === undefined && key === '0') return [withValueAt(undefined, rest, value)];
  if (Array.isArray(target)) return target.with(Number(key), withValueAt(target[Number(key)], rest, value));
  const record = (target ?? {}) as Readonly<Record<string, unknown>>;
  return { ...record, [key]: withValueAt(record[key], rest, value) };
}
