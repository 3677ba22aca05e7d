import type { PageState, Target } from "./shape.js";

/**
 * Handlers for anything that stands for a target: hover and focus light it up everywhere, a click or
 * tap keeps it lit. To be spread on a button.
 */
export function pointing(page: Pick<PageState, "light" | "pin">, target: Target) {
  return {
    onpointerenter: (event: PointerEvent) => {
      if (event.pointerType !== "touch") page.light(target);
    },
    onpointerleave: () => page.light(null),
    onfocus: () => page.light(target),
    onblur: () => page.light(null),
    onclick: () => page.pin(target),
  };
}
