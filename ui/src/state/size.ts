/** A number of bytes in words, to three digits at most: "640 bytes", "12.3 KB", "1.2 GB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} bytes`;
  const units = ["KB", "MB", "GB", "TB"];
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit] ?? ""}`;
}
