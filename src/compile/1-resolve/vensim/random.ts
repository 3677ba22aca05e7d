import { binary } from "../../system.js";
import type { Node } from "../../system.js";
import type { BuiltinCall, Lowering } from "../scope.js";

/** A number from (0, 1) for each step, and the rest of the arguments. */
function drawn({ name, place, scope }: BuiltinCall, stream: Node | undefined): Node {
  const text = stream === undefined ? "0" : String(scope.startValue(stream)?.value);
  const number = scope.newStream(text);
  return scope.addState(`draw of ${name}`, place, () => ({
    kind: "formula",
    node: { op: "random", stream: number },
  }));
}

const uniform: Lowering = (call) => {
  const [least, most, stream] = call.arguments;
  const width = binary("subtract", most, least);
  return binary("add", least, binary("multiply", drawn(call, stream), width));
};

export const randomLowerings: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ["vensim.random_0_1", (call) => drawn(call, undefined)],
  ["vensim.random_uniform", uniform],
]);
