// Flows of the official JavaScript client over streams, key-value buckets and object stores.
//
//   node streams.js <url> [flow ...]
//
// Without names all flows run. A flow prints "ok <name>"; the first one that fails ends the run with exit code 1.
import assert from "node:assert/strict";
import { connect } from "@nats-io/transport-node";
import { headers, nanos } from "@nats-io/nats-core";
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstream,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { Objm } from "@nats-io/obj";

const url = process.argv[2];
const text = new TextEncoder();

async function fails(promise, code) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof JetStreamApiError, String(error));
    assert.equal(error.code, code);
    return true;
  });
}

async function take(messages, count) {
  const taken = [];
  for await (const message of messages) {
    taken.push(message);
    if (taken.length === count) {
      break;
    }
  }
  return taken;
}

// Streams of each flow have names of their own: nats-server, where a stream in files is made right after one of its name was
// deleted, now and then finds remains of that one, and has its messages or cannot be made.
const flows = {
  async "streams are made, changed, listed, purged and deleted"({ jsm }) {
    const info = await jsm.streams.add({ name: "S1", subjects: ["s.>"] });
    assert.deepEqual(info.config.subjects, ["s.>"]);
    assert.equal(info.config.retention, RetentionPolicy.Limits);
    await fails(jsm.streams.add({ name: "S1", subjects: ["other"] }), 10058);
    await fails(jsm.streams.add({ name: "T", subjects: ["s.1"] }), 10065);
    await fails(jsm.streams.info("NONE"), 10059);
    const changed = await jsm.streams.update("S1", { max_msgs: 10, subjects: ["s.>", "u"] });
    assert.equal(changed.config.max_msgs, 10);
    assert.equal(await jsm.streams.find("u"), "S1");
    const names = [];
    for await (const name of jsm.streams.names()) {
      names.push(name);
    }
    assert.deepEqual(names, ["S1"]);
    const purged = await jsm.streams.purge("S1");
    assert.equal(purged.success, true);
    assert.equal(await jsm.streams.delete("S1"), true);
  },

  async "publishes are acknowledged, counted once and checked"({ jsm, js }) {
    await jsm.streams.add({ name: "S2", subjects: ["s.>"] });
    const first = await js.publish("s.1", "one", { msgID: "a" });
    assert.deepEqual([first.stream, first.seq, first.duplicate], ["S2", 1, false]);
    const again = await js.publish("s.1", "one", { msgID: "a" });
    assert.deepEqual([again.seq, again.duplicate], [1, true]);
    await fails(js.publish("s.1", "x", { expect: { lastSequence: 7 } }), 10071);
    await fails(js.publish("s.1", "x", { expect: { streamName: "T" } }), 10060);
    await js.publish("s.2", "two", { expect: { lastSequence: 1, lastMsgID: "a" } });
    const many = await Promise.all(Array.from({ length: 500 }, (_, i) => js.publish("s.3", `m${i}`)));
    assert.deepEqual(many.map((ack) => ack.seq), Array.from({ length: 500 }, (_, i) => i + 3));
    const info = await jsm.streams.info("S2", { subjects_filter: ">" });
    assert.deepEqual(info.state.subjects, { "s.1": 1, "s.2": 1, "s.3": 500 });
    const stored = await jsm.streams.getMessage("S2", { seq: 2 });
    assert.equal(stored.string(), "two");
    assert.equal(await jsm.streams.deleteMessage("S2", 2), true);
    assert.equal(await jsm.streams.getMessage("S2", { seq: 2 }), null);
    const last = await jsm.streams.getMessage("S2", { last_by_subj: "s.3" });
    assert.equal(last.seq, 502);
  },

  async "limits discard the old or refuse the new"({ jsm, js }) {
    await jsm.streams.add({ name: "OLD", subjects: ["old"], max_msgs: 2, storage: StorageType.Memory });
    await jsm.streams.add({ name: "NEW", subjects: ["new"], max_msgs: 2, discard: DiscardPolicy.New });
    for (let i = 0; i < 3; i++) {
      await js.publish("old", `${i}`);
    }
    assert.equal((await jsm.streams.info("OLD")).state.first_seq, 2);
    await js.publish("new", "1");
    await js.publish("new", "2");
    await fails(js.publish("new", "3"), 10077);
  },

  async "a pull consumer fetches, acknowledges and gets again what it refused"({ jsm, js }) {
    await jsm.streams.add({ name: "S4", subjects: ["s.>"] });
    for (let i = 1; i <= 5; i++) {
      await js.publish(`s.${i}`, `${i}`);
    }
    await jsm.consumers.add("S4", { durable_name: "c", ack_policy: AckPolicy.Explicit });
    const consumer = await js.consumers.get("S4", "c");
    const fetched = await take(await consumer.fetch({ max_messages: 3, expires: 60_000 }), 3);
    assert.deepEqual(fetched.map((message) => message.string()), ["1", "2", "3"]);
    assert.equal(await fetched[0].ackAck(), true);
    fetched[1].nak();
    fetched[2].term("no good");
    const more = await take(await consumer.fetch({ max_messages: 3, expires: 60_000 }), 3);
    assert.deepEqual(more.map((message) => message.string()).sort(), ["2", "4", "5"]);
    const again = more.find((message) => message.string() === "2");
    assert.equal(again.info.deliveryCount, 2);
    await Promise.all(more.map((message) => message.ackAck()));
    const info = await consumer.info();
    assert.deepEqual([info.num_pending, info.num_ack_pending, info.ack_floor.stream_seq], [0, 0, 5]);
    assert.equal(await consumer.next({ expires: 1_000 }), null);
  },

  async "consume goes on as messages come"({ jsm, js }) {
    await jsm.streams.add({ name: "S5", subjects: ["s.>"] });
    await jsm.consumers.add("S5", { durable_name: "c", ack_policy: AckPolicy.Explicit, filter_subject: "s.yes" });
    const consumer = await js.consumers.get("S5", "c");
    const messages = await consumer.consume({ max_messages: 10 });
    const taken = take(messages, 30);
    for (let i = 0; i < 30; i++) {
      await js.publish("s.yes", `${i}`);
      await js.publish("s.no", `${i}`);
    }
    const all = await taken;
    all.forEach((message) => message.ack());
    assert.deepEqual(all.map((message) => message.string()), Array.from({ length: 30 }, (_, i) => `${i}`));
    await messages.close();
  },

  async "an ordered consumer reads from where it is told"({ jsm, js }) {
    await jsm.streams.add({ name: "S6", subjects: ["s.>"], storage: StorageType.Memory });
    for (let i = 1; i <= 20; i++) {
      await js.publish(`s.${i % 2}`, `${i}`);
    }
    const consumer = await js.consumers.get("S6", { filter_subjects: "s.0", opt_start_seq: 9, deliver_policy: DeliverPolicy.StartSequence });
    const taken = await take(await consumer.consume(), 6);
    assert.deepEqual(taken.map((message) => message.seq), [10, 12, 14, 16, 18, 20]);
  },

  async "a push consumer delivers to its subject"({ nc, jsm, js }) {
    await jsm.streams.add({ name: "S7", subjects: ["s"] });
    await js.publish("s", "before");
    const subscription = nc.subscribe("here", { max: 2 });
    await jsm.consumers.add("S7", { durable_name: "p", deliver_subject: "here", ack_policy: AckPolicy.Explicit });
    await js.publish("s", "after");
    const taken = await take(subscription, 2);
    assert.deepEqual(taken.map((message) => message.string()), ["before", "after"]);
    assert.match(taken[0].reply, /^\$JS\.ACK\.S7\.p\.1\.1\.1\./);
  },

  async "a work queue keeps what nobody has acknowledged"({ jsm, js }) {
    await jsm.streams.add({ name: "W", subjects: ["w.>"], retention: RetentionPolicy.Workqueue });
    await jsm.consumers.add("W", { durable_name: "c", ack_policy: AckPolicy.Explicit });
    await fails(jsm.consumers.add("W", { durable_name: "d", ack_policy: AckPolicy.Explicit }), 10099);
    await js.publish("w.1", "1");
    await js.publish("w.1", "2");
    const consumer = await js.consumers.get("W", "c");
    const message = await consumer.next({ expires: 60_000 });
    await message.ackAck();
    assert.equal((await jsm.streams.info("W")).state.messages, 1);
  },

  async "consumers are listed, described and deleted"({ jsm }) {
    await jsm.streams.add({ name: "S9", subjects: ["s"] });
    await jsm.consumers.add("S9", { durable_name: "a", ack_policy: AckPolicy.None });
    await jsm.consumers.add("S9", { durable_name: "b", ack_policy: AckPolicy.Explicit, ack_wait: nanos(1_000) });
    const names = [];
    for await (const info of jsm.consumers.list("S9")) {
      names.push(info.name);
    }
    assert.deepEqual(names.sort(), ["a", "b"]);
    assert.equal((await jsm.consumers.info("S9", "b")).config.ack_wait, nanos(1_000));
    const paused = await jsm.consumers.pause("S9", "b", new Date(Date.now() + 3_600_000));
    assert.equal(paused.paused, true);
    assert.equal((await jsm.consumers.resume("S9", "b")).paused, false);
    assert.equal(await jsm.consumers.delete("S9", "a"), true);
    await fails(jsm.consumers.info("S9", "a"), 10014);
  },

  async "direct get answers from the stream"({ jsm, js }) {
    await jsm.streams.add({ name: "S10", subjects: ["s.>"], allow_direct: true });
    for (let i = 1; i <= 4; i++) {
      await js.publish(`s.${i}`, `${i}`);
    }
    assert.equal((await jsm.direct.getMessage("S10", { seq: 2 })).string(), "2");
    assert.equal((await jsm.direct.getMessage("S10", { last_by_subj: "s.4" })).seq, 4);
    assert.equal(await jsm.direct.getMessage("S10", { seq: 9 }), null);
    const batch = await take(await jsm.direct.getBatch("S10", { seq: 1, batch: 3 }), 3);
    assert.deepEqual(batch.map((message) => message.seq), [1, 2, 3]);
  },

  async "a bucket keeps, guards and watches keys"({ js }) {
    const kv = await new Kvm(js).create("B", { history: 5 });
    const first = await kv.put("a", "1");
    assert.equal((await kv.get("a")).string(), "1");
    await assert.rejects(kv.create("a", "again"));
    const second = await kv.update("a", "2", first);
    await assert.rejects(kv.update("a", "3", first));
    assert.equal((await kv.get("a")).revision, second);
    const watch = await kv.watch();
    const watched = take(watch, 3);
    await kv.put("b.c", "x");
    await kv.delete("a");
    assert.deepEqual((await watched).map((entry) => `${entry.key} ${entry.operation}`), ["a PUT", "b.c PUT", "a DEL"]);
    const history = await take(await kv.history({ key: "a" }), 3);
    assert.deepEqual(history.map((entry) => entry.operation), ["PUT", "PUT", "DEL"]);
    const keys = [];
    for await (const key of await kv.keys()) {
      keys.push(key);
    }
    assert.deepEqual(keys, ["b.c"]);
    await kv.purge("b.c");
    assert.equal((await kv.get("b.c")).operation, "PURGE");
    assert.equal((await kv.status()).history, 5);
    assert.equal(await kv.destroy(), true);
  },

  async "an object store keeps large objects whole"({ js }) {
    const store = await new Objm(js).create("O");
    const bytes = new Uint8Array(700_000).map((_, i) => i % 251);
    const info = await store.putBlob({ name: "big" }, bytes);
    assert.equal(info.size, bytes.length);
    assert.deepEqual(new Uint8Array(await store.getBlob("big")), bytes);
    await store.putBlob({ name: "small", description: "a few bytes" }, text.encode("few"));
    const names = (await store.list()).map((each) => each.name);
    assert.deepEqual(names.sort(), ["big", "small"]);
    await store.link("alias", await store.info("small"));
    assert.deepEqual(new Uint8Array(await store.getBlob("alias")), text.encode("few"));
    await store.delete("big");
    assert.equal(await store.getBlob("big"), null);
    assert.equal((await store.seal()).sealed, true);
  },

  async "headers travel through a stream"({ jsm, js }) {
    await jsm.streams.add({ name: "S13", subjects: ["s"], republish: { src: "s", dest: "again" } });
    const h = headers();
    h.append("A", "1");
    h.append("A", "2");
    await js.publish("s", "x", { headers: h });
    assert.deepEqual((await jsm.streams.getMessage("S13", { seq: 1 })).header.values("A"), ["1", "2"]);
  },

  async "the account tells what it uses"({ jsm, js }) {
    await jsm.streams.add({ name: "S14", subjects: ["s"] });
    await js.publish("s", "x".repeat(100));
    const info = await jsm.getAccountInfo();
    assert.equal(info.streams, 1);
    assert.ok(info.storage > 100);
  },
};

const names = process.argv.slice(3);
for (const [name, flow] of Object.entries(flows)) {
  if (names.length > 0 && !names.includes(name)) {
    continue;
  }
  const nc = await connect({ servers: url, timeout: 60_000 });
  try {
    const patience = { timeout: 60_000 };
    const jsm = await jetstreamManager(nc, patience);
    await flow({ nc, jsm, js: jetstream(nc, patience) });
    for await (const stream of jsm.streams.list()) {
      await jsm.streams.delete(stream.config.name);
    }
    console.log(`ok ${name}`);
  } catch (error) {
    console.error(`failed ${name}`, error);
    process.exit(1);
  } finally {
    await nc.close();
  }
}
process.exit(0);
