// Flows of the official JavaScript client against a running server.
//
//   node flows.js <url> [flow ...]
//
// Without names all flows run that need no special configuration. A flow prints "ok <name>"; the first one that
// fails ends the run with exit code 1. A flow that needs something done to the server prints "ready" and waits.
import assert from "node:assert/strict";
import { connect } from "@nats-io/transport-node";
import {
  AuthorizationError,
  createInbox,
  Empty,
  headers,
  NoRespondersError,
  nkeyAuthenticator,
  PermissionViolationError,
  RequestError,
} from "@nats-io/nats-core";

const url = process.argv[2];
const text = new TextEncoder();
const patience = { timeout: 20_000 };

const options = (more = {}) => ({ servers: url, reconnectTimeWait: 20, ...more });

async function withConnection(more, use) {
  const connection = await connect(options(more));
  try {
    await use(connection);
  } finally {
    await connection.close();
  }
}

async function take(subscription, count) {
  const taken = [];
  for await (const message of subscription) {
    taken.push(message);
    if (taken.length === count) {
      break;
    }
  }
  return taken;
}

async function statusOf(connection, type) {
  for await (const status of connection.status()) {
    if (status.type === type) {
      return status;
    }
  }
  throw new Error(`the connection ended without status ${type}`);
}

async function refused(more) {
  await assert.rejects(connect(options({ ...more, reconnect: false })), AuthorizationError);
}

const open = {
  async "publishes and subscribes in order"() {
    await withConnection({}, async (nc) => {
      const sub = nc.subscribe("orders.*");
      for (let i = 0; i < 1000; i++) {
        nc.publish("orders.new", `${i}`);
      }
      const messages = await take(sub, 1000);
      messages.forEach((message, i) => assert.equal(message.string(), `${i}`));
    });
  },

  async "matches wildcards"() {
    await withConnection({}, async (nc) => {
      const seen = [];
      nc.subscribe("time.*.east", { callback: (_, m) => seen.push(`one ${m.subject}`) });
      nc.subscribe("time.>", { callback: (_, m) => seen.push(`many ${m.subject}`) });
      for (const subject of ["time.us.east", "time.us", "time", "time.us.east.x"]) {
        nc.publish(subject);
      }
      await nc.flush();
      assert.deepEqual(seen.sort(), [
        "many time.us",
        "many time.us.east",
        "many time.us.east.x",
        "one time.us.east",
      ]);
    });
  },

  async "shares work in a queue group"() {
    await withConnection({}, async (a) => {
      await withConnection({}, async (b) => {
        let count = 0;
        const done = new Promise((resolve) => {
          const callback = () => ++count === 200 && resolve();
          a.subscribe("jobs", { queue: "q", callback });
          b.subscribe("jobs", { queue: "q", callback });
        });
        await Promise.all([a.flush(), b.flush()]);
        for (let i = 0; i < 200; i++) {
          a.publish("jobs");
        }
        await done;
        await Promise.all([a.flush(), b.flush()]);
        assert.equal(count, 200);
      });
    });
  },

  async "answers requests"() {
    await withConnection({}, async (nc) => {
      nc.subscribe("help", { callback: (_, m) => m.respond(`re: ${m.string()}`) });
      assert.equal((await nc.request("help", "me", patience)).string(), "re: me");
      assert.equal((await nc.request("help", "us", { ...patience, noMux: true })).string(), "re: us");
    });
  },

  async "carries headers"() {
    await withConnection({}, async (nc) => {
      const sub = nc.subscribe("foo", { max: 1 });
      const sent = headers();
      sent.append("A", "1");
      sent.append("A", "2");
      sent.append("b", "3");
      nc.publish("foo", "body", { headers: sent });
      const [message] = await take(sub, 1);
      assert.deepEqual(message.headers.values("A"), ["1", "2"]);
      assert.equal(message.headers.get("b"), "3");
      assert.equal(message.string(), "body");
    });
  },

  async "tells that nobody responds"() {
    await withConnection({}, async (nc) => {
      await assert.rejects(nc.request("nobody", Empty, patience), (error) => {
        return error instanceof NoRespondersError || (error instanceof RequestError && error.isNoResponders());
      });
    });
  },

  async "drains without loss"() {
    await withConnection({}, async (publisher) => {
      const nc = await connect(options());
      let count = 0;
      nc.subscribe("foo", { callback: () => count++ });
      await nc.flush();
      for (let i = 0; i < 500; i++) {
        publisher.publish("foo", text.encode("x"));
      }
      await publisher.flush();
      await nc.drain();
      assert.equal(count, 500);
      assert.ok(nc.isClosed());
    });
  },

  async "ends after a maximum"() {
    await withConnection({}, async (nc) => {
      const sub = nc.subscribe("foo", { max: 3 });
      for (let i = 0; i < 5; i++) {
        nc.publish("foo", `${i}`);
      }
      const messages = await take(sub, 3);
      await nc.flush();
      assert.deepEqual(messages.map((m) => m.string()), ["0", "1", "2"]);
      assert.equal(sub.getReceived(), 3);
    });
  },

  async "works verbose, pedantic, without echo"() {
    await withConnection({ verbose: true, pedantic: true, noEcho: true, name: "js" }, async (nc) => {
      const inbox = createInbox();
      const sub = nc.subscribe(inbox);
      nc.publish(inbox);
      await nc.flush();
      assert.equal(sub.getReceived(), 0);
      assert.ok(await nc.rtt() >= 0);
      assert.equal(nc.info.proto, 1);
      assert.equal(nc.info.headers, true);
    });
  },
};

const configured = {
  async token() {
    await withConnection({ token: "secret" }, (nc) => nc.flush());
    await refused({ token: "wrong" });
    await refused({});
  },

  async user() {
    await withConnection({ user: "alice", pass: "apple" }, (nc) => nc.flush());
    await refused({ user: "alice", pass: "pear" });
    await refused({});
  },

  async nkey() {
    const known = text.encode("SUAPGUIWTBNISN4W6YHCCXTFKFRTKDJT4JUCJR52GFLAVYX53BG3M2S77M");
    const stranger = text.encode("SUAJI4AIQLFTLUNM3N7M44MNA2DEC6MTLZXQ5Q4FDQT6AI5JEA72RY56LI");
    await withConnection({ authenticator: nkeyAuthenticator(known) }, (nc) => nc.flush());
    await refused({ authenticator: nkeyAuthenticator(stranger) });
  },

  async permissions() {
    await withConnection({ user: "u", pass: "p" }, async (nc) => {
      const told = statusOf(nc, "error");
      nc.publish("mustnot");
      const status = await told;
      assert.ok(status.error instanceof PermissionViolationError);
      assert.equal(status.error.operation, "publish");
      assert.equal(status.error.subject, "mustnot");
      const refusal = await new Promise((resolve) => {
        nc.subscribe("mustnot", { callback: (error) => error && resolve(error) });
      });
      assert.ok(refusal instanceof PermissionViolationError);
      assert.equal(refusal.operation, "subscription");
    });
  },

  async tls() {
    const tls = { caFile: process.env.FLOW_CA };
    await withConnection({ tls }, async (nc) => {
      const sub = nc.subscribe("foo", { max: 1 });
      nc.publish("foo", "x".repeat(50_000));
      const [message] = await take(sub, 1);
      assert.equal(message.data.length, 50_000);
    });
  },

  async mutual() {
    const tls = { caFile: process.env.FLOW_CA, certFile: process.env.FLOW_CERT, keyFile: process.env.FLOW_KEY };
    await withConnection({ tls }, (nc) => nc.flush());
    await assert.rejects(connect(options({ tls: { caFile: process.env.FLOW_CA }, reconnect: false })));
  },

  async restart() {
    await withConnection({ maxReconnectAttempts: -1 }, async (nc) => {
      const sub = nc.subscribe("foo", { max: 1 });
      await nc.flush();
      const back = statusOf(nc, "reconnect");
      console.log("ready");
      await back;
      nc.publish("foo", "again");
      const [message] = await take(sub, 1);
      assert.equal(message.string(), "again");
    });
  },

  async lameduck() {
    await withConnection({}, async (nc) => {
      await nc.flush();
      const told = statusOf(nc, "ldm");
      console.log("ready");
      await told;
    });
  },
};

const names = process.argv.slice(3);
const flows = names.length === 0 ? Object.entries(open) : names.map((name) => [name, configured[name]]);
for (const [name, flow] of flows) {
  try {
    await flow();
    console.log(`ok ${name}`);
  } catch (error) {
    console.error(`failed ${name}`, error);
    process.exit(1);
  }
}
process.exit(0);
