import { expect, test } from "vitest";

import { checkUnits } from "#compile/2-check/units";
import { readModel } from "#read/native/model";
import { SourceText } from "#study/place";

const time = `time:
  start: 0
  stop: 10
  step: 1
  unit: year
`;

function messagesOf(variables: string): readonly string[] {
  const { value: model, diagnostics } = readModel(new SourceText("model.yaml", time + variables));
  return model === undefined
    ? diagnostics.map(({ message }) => message)
    : checkUnits(model).map(({ message }) => message);
}

/** Cars are sold for money: a flow that is one thing where it leaves and another where it arrives. */
const shop = (multiplier: string, unit: string) => `variables:
  cars: { stock: 100, unit: car, outflows: [sold] }
  sold: { flow: cars / time to sell, unit: car/year, multiplier: ${multiplier} }
  price: { constant: 9000, unit: ${unit} }
  time to sell: { constant: 5, unit: year }
  earned: { stock: 0, unit: dollar, inflows: [sold] }
`;

test("what a flow is turned into by its multiplier arrives in the unit of the stock", () => {
  expect(messagesOf(shop("price", "dollar/car"))).toEqual([]);
  expect(messagesOf(shop("price", "dollar"))).toEqual([
    "sold flows into earned (dollar), so it is expected in dollar/year, but times its multiplier, " +
      "price, it is in car*dollar/year.",
  ]);
});

test("a bare number turns any unit into any other; a sum within must close by itself", () => {
  expect(messagesOf(shop("9000", "dollar/car"))).toEqual([]);
  expect(messagesOf(shop("price + time to sell", "dollar/car"))).toEqual([
    "A sum adds what is in different units: price (dollar/car), but time to sell (year).",
  ]);
});

/** Studies of some length, from which some drop out. */
const students = (settings: string, leakage: string) => `variables:
  students:
    stock: 400
    unit: people
    inflows: [admissions]
    outflows: [graduations, dropouts]
    conveyor: { transit time: length of study, ${settings} }
  length of study: { constant: 4, unit: year }
  seats: { constant: 500, unit: people }
  places a year: { constant: 90, unit: people/year }
  share: { constant: 0.1, unit: 1 }
  rate: { constant: 0.1, unit: 1/year }
  admissions: { flow: places a year, unit: people/year }
  graduations: { driven: exit, by: students, unit: people/year }
  dropouts: { driven: leakage, by: students, leak fraction: ${leakage}, unit: people/year }
`;

test("a conveyor's settings are in its own units", () => {
  expect(
    messagesOf(students("capacity: seats, inflow limit: places a year, sample: TIME > 3", "share")),
  ).toEqual([]);
  expect(messagesOf(students("capacity: 400, inflow limit: 80", "0.2"))).toEqual([]);
  expect(messagesOf(students("capacity: places a year, inflow limit: seats", "rate"))).toEqual([
    "The capacity of students is needed in people, but is given places a year (people/year).",
    "The inflow limit of students is needed in people/year, but is given seats (people).",
    "The leak fraction of dropouts is needed as a pure number, but is given rate (1/year).",
  ]);
});

test("a leak of what is there is a share per unit of time", () => {
  expect(messagesOf(students("exponential leak: true", "rate"))).toEqual([]);
  expect(messagesOf(students("exponential leak: true", "share"))).toEqual([
    "The leak fraction of dropouts is needed in 1/year, but is given share (1).",
  ]);
});

test("a transit time in another unit", () => {
  const months = students("discrete: false", "share").replace("4, unit: year", "48, unit: month");
  expect(messagesOf(months)).toEqual([
    "The transit time of students is needed in year, but is given length of study (month).",
  ]);
});
