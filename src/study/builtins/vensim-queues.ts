import type { Builtin } from "./row.js";
import { parameter as of, vensimRow as row } from "./vensim-row.js";

export const vensimQueues: readonly Builtin[] = [
  row(
    "QUEUE FIFO",
    "delay",
    [
      of("inflow", "a"),
      of("outflow", "a"),
      of("profile", "1"),
      of("initial", "a*time"),
      of("age range", "time"),
    ],
    "a*time",
    "A stock whose oldest contents leave first, and of which the QUEUE functions tell the ages. What " +
      "is there at the start has the ages of a profile, a table. It must be the whole equation.",
    "vensim.QUEUE FIFO(arriving, serving, flat, 100, 20)",
  ),
  row(
    "QUEUE FIFO ATTRIB",
    "delay",
    [
      of("inflow", "a"),
      of("outflow", "a"),
      of("attribute", "b"),
      of("change", "b/time"),
      of("profile", "1"),
      of("attribute profile", "1"),
      of("initial", "a*time"),
      of("initial attribute", "b"),
      of("age range", "time"),
    ],
    "a*time",
    "QUEUE FIFO with an attribute of what comes in, which changes at a rate while it is there.",
    "vensim.QUEUE FIFO ATTRIB(orders, done, order size, 0, flat, flat, 100, 1, 10)",
  ),
  row(
    "QUEUE AGE OLDEST",
    "memory",
    [of("queue", "a")],
    "time",
    "How long the oldest has been in a queue; 0 of an empty one.",
    "vensim.QUEUE AGE OLDEST(waiting)",
  ),
  row(
    "QUEUE AGE AVERAGE",
    "memory",
    [of("queue", "a"), of("quantity", "a")],
    "time",
    "The average age of so many of the oldest in a queue; of all for 0, or for more than there are.",
    "vensim.QUEUE AGE AVERAGE(waiting, 0)",
  ),
  row(
    "QUEUE AGE IN RANGE",
    "memory",
    [of("queue", "a"), of("youngest", "time"), of("oldest", "time")],
    "a",
    "How many in a queue are at least and at most so old.",
    "vensim.QUEUE AGE IN RANGE(waiting, 4.95, 1000)",
  ),
  row(
    "QUEUE ATTRIB AVERAGE",
    "memory",
    [of("queue with attributes", "a"), of("quantity", "a")],
    "b",
    "The average attribute of so many of the oldest in a queue; of all for 0 or less, or for more than " +
      "there are.",
    "vensim.QUEUE ATTRIB AVERAGE(under way, -1)",
  ),
  row(
    "QUEUE ATTRIB MAX",
    "memory",
    [of("queue with attributes", "a"), of("quantity", "a")],
    "b",
    "The largest attribute among so many of the oldest in a queue; among all for 0 or less, or " +
      "for more than there are.",
    "vensim.QUEUE ATTRIB MAX(under way, 0)",
  ),
  row(
    "QUEUE ATTRIB MIN",
    "memory",
    [of("queue with attributes", "a"), of("quantity", "a")],
    "b",
    "The least attribute among so many of the oldest in a queue; among all for 0 or less, or " +
      "for more than there are.",
    "vensim.QUEUE ATTRIB MIN(under way, 0)",
  ),
  row(
    "QUEUE ATTRIB IN RANGE",
    "memory",
    [of("queue with attributes", "a"), of("least", "b"), of("most", "b")],
    "a",
    "How many in a queue have an attribute of at least and at most so much.",
    "vensim.QUEUE ATTRIB IN RANGE(under way, 2, 5)",
  ),
  row(
    "QUEUE ATTRIB QUANTITY",
    "memory",
    [of("queue with attributes", "a"), of("total", "a*b")],
    "a",
    "How many of the oldest have attributes that add up to the total; all where that is not enough.",
    "vensim.QUEUE ATTRIB QUANTITY(under way, 40)",
  ),
];
