import type { Diagnostic } from "#study/diagnostic";

import { initialDependences, stepDependences } from "../3-schedule/dependences.js";
import { orderFrom } from "../3-schedule/order.js";
import type { System } from "../system.js";

/** Circular definitions, one diagnostic a circle, each with the whole circle. */
export function checkCircles(system: System): Diagnostic[] {
  const during = circlesIn(system, stepDependences(system));
  const broken = new Set(during.flat());
  const atStart = circlesIn(system, initialDependences(system)).filter(
    (circle) => !circle.every((cell) => broken.has(cell)),
  );
  return [
    ...during.map((circle) => describe(system, circle, "circular-definition")),
    ...atStart.map((circle) => describe(system, circle, "circular-start")),
  ];
}

/** Finds circles one after another: each found one is cut at its first cell. */
function circlesIn(
  system: System,
  dependencesOf: (cell: number) => readonly number[],
): (readonly number[])[] {
  const circles: (readonly number[])[] = [];
  const cut = new Set<number>();
  for (;;) {
    const found = orderFrom(system.cells.keys(), (cell) =>
      cut.has(cell) ? [] : dependencesOf(cell),
    );
    if (found.circle === null) return circles;
    circles.push(found.circle);
    cut.add(found.circle[0]);
  }
}

function describe(
  system: System,
  circle: readonly number[],
  code: "circular-definition" | "circular-start",
): Diagnostic {
  const names = circle.map((cell) => `"${system.cells[cell].name}"`);
  const [first] = circle.map((cell) => system.cells[cell]);
  const path = [...names, names[0]].join(" → ");
  const self = circle.length === 1;
  return {
    code,
    severity: "error",
    message: self
      ? `${names[0]} is defined by itself${code === "circular-start" ? " at the start" : ""}`
      : `${names.length} definitions form a circle${code === "circular-start" ? " at the start" : ""}: ${path}`,
    place: first.place,
    help:
      code === "circular-start"
        ? "give one of the stocks or delays on the circle an initial value that does not depend on the others"
        : "a circle must pass through a stock or a delay: make one of these a stock, or use SMTH1 or PREVIOUS",
    related: self
      ? []
      : circle.map((cell, index) => ({
          message: `${names[index]} needs ${names[(index + 1) % names.length]}`,
          place: system.cells[cell].place,
        })),
  };
}
