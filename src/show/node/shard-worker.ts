import { parentPort, workerData } from "node:worker_threads";

import { openShards } from "./shards.js";
import { problemData } from "./shard-message.js";
import type { ShardOrder, ShardReply } from "./shard-message.js";

// A worker thread that computes and stores whole shards of the ensemble in a folder.
const port = parentPort;
if (port === null) throw new Error("this file is run as a worker thread");
const reply = (message: ShardReply): void => port.postMessage(message, []);
const shards = openShards(workerData as string);
shards.catch(() => undefined);
port.on("message", ({ index }: ShardOrder) => {
  void shards
    .then((made) => made.compute(index))
    .then(
      (failed) => reply({ kind: "stored", index, failed }),
      (error: unknown) => reply({ kind: "problem", index, problem: problemData(error) }),
    );
});
