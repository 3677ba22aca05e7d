// Parsers with faults, on which the fuzz test itself is tested.

const plain = { seeds: () => ["a b c"], pieces: ["!", "x"] };

export const parsers = {
  sound: { ...plain, try: () => true },
  crashing: {
    ...plain,
    try: (text) => {
      if (text.includes("!!")) throw new Error("two marks");
      return true;
    },
  },
  slow: { ...plain, try: (text) => (text.includes("!!") ? computing(1300) : true) },
  hanging: { ...plain, try: (text) => (text.includes("!!") ? computing(Infinity) : true) },
};

/** Keeps the processor busy for so many milliseconds. */
function computing(milliseconds) {
  const before = process.cpuUsage();
  for (;;) {
    for (let turn = 0; turn < 1e6; turn++) Math.sqrt(turn);
    const { user, system } = process.cpuUsage(before);
    if (user + system > milliseconds * 1000) return true;
  }
}
