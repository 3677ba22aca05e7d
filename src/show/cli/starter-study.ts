/**
 * A small study that is complete and runs, to start from: a dispute about fishing in a lake. Files
 * by path, relative to the study's folder.
 */
export const starterStudy: ReadonlyMap<string, string> = new Map([
  [
    "study.yaml",
    `# A study to start from: replace it piece by piece, and run "parley check" after each.
title: Fishing in the lake
question: Which catch leaves the lake with fish in twenty years, and the village with food?
model: model.yaml
limits:
  - Weather, and fish that come in from the river.

documents:
  warden:
    title: The lake is tired
    author: the warden
    date: 2025-03-01
    file: documents/warden.md
  fisher:
    title: We have always fished
    author: a fisher
    date: 2025-03-08
    file: documents/fisher.md

claims:
  W1:
    document: warden
    says: The fish breed slowly.
    quote:
      exact: hardly replaces itself
    about:
      - growth rate
      - births
  W2:
    document: warden
    says: The catch should be less than half of what it is.
    quote:
      exact: less than half of today's catch
    about:
      - share caught
      - halve the catch
  F1:
    document: fisher
    says: The fish breed fast.
    quote:
      exact: the young ones come back in no time
    about:
      - growth rate
  F2:
    document: fisher
    says: Food counts for more than fish in the water.
    quote:
      exact: nobody can eat a fish that is left in the water
    about:
      - weight of the catch
      - catch in all
  F3:
    document: fisher
    says: The village should go on as it does.
    quote:
      exact: let us go on
    about:
      - carry on
  F4:
    document: fisher
    says: The warden has never rowed a boat.
    quote:
      exact: never rowed a boat
    unmodelled: It is about the warden, and changes nothing in the lake.

premises:
  growth rate:
    kind: fact
    range: [0.1, 0.6]
    at: 0.3
    unit: 1/year
    why: Nobody has counted the young fish; the two texts disagree.
  weight of the catch:
    kind: value
    range: [0.2, 2]
    why: What a meal today is worth against a fish tomorrow.

positions:
  warden:
    label: The warden
    document: warden
    concludes:
      policy: halve the catch
      claim: W2
    premises:
      growth rate:
        range: [0.1, 0.25]
        basis: stated
        claim: W1
        note: The words give a direction, the interval is ours.
  fisher:
    label: The fisher
    document: fisher
    concludes:
      policy: carry on
      claim: F3
    premises:
      growth rate:
        range: [0.35, 0.6]
        basis: stated
        claim: F1
      weight of the catch:
        range: [1, 2]
        basis: inferred
        claim: F2

levers:
  share caught:

policies:
  carry on:
    levers:
      share caught: 0.25
  halve the catch:
    levers:
      share caught: 0.12

outcomes:
  fish left:
    of: Fish
    at: 2045
    prefer: more
  catch in all:
    of: catch
    measure: total
    prefer: more

criterion:
  loss:
    - outcome: fish left
      weight: 1
      reference: 60000
      scale: 30000
    - outcome: catch in all
      weight: weight of the catch
      reference: 200000
      scale: 100000
`,
  ],
  [
    "model.yaml",
    `name: Fish in the lake
time:
  start: 2025
  stop: 2045
  step: 1/8
  unit: year
  method: rk4
variables:
  Fish:
    stock: 60000
    inflows: [births]
    outflows: [catch]
    unit: fish
    doc: Grown fish in the lake.
  births:
    flow: growth rate * Fish * (1 - Fish / capacity of the lake)
    unit: fish/year
    doc: Fewer, the more crowded the lake is.
  catch:
    flow: share caught * Fish
    unit: fish/year
  growth rate:
    constant: 0.3
    unit: 1/year
  share caught:
    constant: 0.25
    range: [0, 1]
    unit: 1/year
    doc: The share of the fish that is caught in a year.
  capacity of the lake:
    constant: 100000
    unit: fish
`,
  ],
  [
    "documents/warden.md",
    `The stock of the lake hardly replaces itself. If the village wants to fish here in twenty years,
it has to be content with less than half of today's catch.
`,
  ],
  [
    "documents/fisher.md",
    `The warden has never rowed a boat. Leave the lake alone for a spring and the young ones come back
in no time. And nobody can eat a fish that is left in the water: let us go on.
`,
  ],
]);
