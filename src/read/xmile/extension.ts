/**
 * Parley's own extension of XMILE files, for what a model has and XMILE 1.0 does not: mappings of
 * dimensions (`parley:map` in `<dim>`), series over time (`parley:data` at an `<aux>`), stocks with
 * one equation for the net flow (`parley:net` at its `<flow>`, `parley:inflow` and `parley:outflow`
 * in the stock), the unit of a table's input, arrays of which some elements do not exist, and pipes
 * that the file had not, ranges with an open end, the variable at which a single run ends. Other tools leave them out; the equations beside
 * them say the same as far as XMILE can.
 */
export const extension = {
  namespace: "urn:parley:xmile",
  prefix: "parley",
  map: "parley:map",
  mapElement: "parley:elem",
  data: "parley:data",
  net: "parley:net",
  inflow: "parley:inflow",
  outflow: "parley:outflow",
  inputUnit: "parley:input_unit",
  drawn: "parley:drawn",
  partial: "parley:partial",
  range: "parley:range",
  end: "parley:end",
} as const;

export function isOwnExtension(name: string): boolean {
  return name.startsWith(`${extension.prefix}:`);
}
