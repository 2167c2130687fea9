/** Max width of printed text, in columns. */
const WIDTH = 110;

/**
 * Breaks each line at spaces to fit the width; a longer word stays whole.
 *
 * @param indent spaces before each continuation line
 */
export function wrapText(text: string, indent = 0): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, ' '.repeat(indent)))
    .join('\n');
}

function wrapLine(line: string, indent: string): string {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const place = rest.lastIndexOf(' ', WIDTH);
    if (place <= indent.length) break;
    lines.push(rest.slice(0, place).trimEnd());
    rest = indent + rest.slice(place + 1);
  }
  return [...lines, rest].join('\n');
}
