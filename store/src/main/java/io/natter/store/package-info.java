/**
 * Streams of records: a sequence, a time, and the bytes of a subject, headers and a payload. In files or in memory.
 *
 * <p>One owner - one thread at a time - changes a stream, in units that outlive a crash whole or not at all. Any thread reads, and
 * never waits for the owner. All files of a store share one committer: units that wait for the disk share a force, and the next
 * force begins when the last one ends. House decisions 5 to 7 and 10; every byte is in docs/formats/store.md.
 *
 * <pre>{@code
 *  RecordStore store = FileRecordStore.open(directory, StoreOptions.defaults());
 *  StreamStore stream = store.open("$G/ORDERS", StreamOptions.defaults().withLimits(limits).withOverhead(30, 4));
 *  stream.recovery().events().forEach(log::warn);                      // torn tails, damaged files, lost sequences
 *
 *  StreamWriter writer = stream.writer();                               // the owner's thread
 *  StreamReader reader = stream.reader();                               // any thread
 *  writer.onRemoval((seq, subject, reason) -> consumers.onRemoved(seq, reason));
 *
 *  var draft = new RecordDraft();                                       // one for all
 *  for (Publish p : batch) {                                            // a batch of independent messages is one unit
 *      if (isDiscardNew && writer.admit(draft.subject(p.subject())) != Admission.FITS) {
 *          p.refuse();
 *          continue;
 *      }
 *      if (reader.lastSeqOf(p.bytes(), p.from(), p.length()) != p.expectedLastSeq()) { ... }
 *      p.seq = writer.append(draft.payload(p.payload()).timeNs(nowNs).expiryNs(p.expiryNs()));
 *  }
 *  writer.commit(failure -> owner.execute(() -> acknowledge(batch, failure)));   // the owner appends on meanwhile
 *
 *  StoredRecord next = reader.next(SubjectFilter.of("orders.*"), consumer.nextSeq);
 *  if (next != null && next.seq() <= reader.durableSeq()) { deliver(next); }
 *
 *  stream.side().put("consumer/C", encode(consumer.state()));
 *  stream.side().write();                                               // outlives the process; commit(...) outlives power
 *
 *  writer.expire(nowNs, 10_000);                                        // from a timer at writer.nextExpiryNs()
 *  writer.commit(Commit.IGNORED);
 *  while (writer.maintain() && hasTime()) {}                            // files rewritten, erased, deleted
 * }</pre>
 *
 * <p>Memory: about 85 bytes for each different subject of 20 characters, itself included, and eight more for each number of plain tokens,
 * up to four, that filters with wildcards begin with; 16 bytes for each record of the newest file,
 * and for each record with a time of its own; the rest in caches with a bound.
 */
@NullMarked
package io.natter.store;

import org.jspecify.annotations.NullMarked;
