import { parentPort } from "node:worker_threads";

import { serveJobs } from "#run/worker";
import type { WorkerRequest } from "#run/worker";

import { instantiate } from "./host.js";

// The worker's side of `WorkerLink`: everything else is in run/worker.ts.
const port = parentPort;
if (port === null) throw new Error("this file is run as a worker thread");
const handle = serveJobs({ instantiate }, (message, transfer) =>
  port.postMessage(message, [...transfer]),
);
port.on("message", (request: WorkerRequest) => void handle(request));
