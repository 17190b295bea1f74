const longestValue = 16_384;

/**
 * Reads parameters of a callback. One that comes twice, is too long, or holds control characters counts as absent: Microsoft sends none
 * such.
 */
export function onlyParameter(params: URLSearchParams): (name: string) => string | null {
  return (name) => {
    const values = params.getAll(name);
    const [value] = values;
    if (values.length !== 1 || value === undefined || value.length > longestValue) return null;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return /[\u0000-\u001f\u007f]/.test(value) ? null : value;
  };
}
