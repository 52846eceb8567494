package io.natter.conformance.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.client.jetstream.MessageConsumer;
import io.natter.client.keyvalue.KeyValueUpdates;
import io.natter.client.keyvalue.WatchOptions;
import io.natter.client.queue.QueueItem;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A way to take what a server has, until it is closed. */
enum EveryWay {
    NEXT {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            ConsumerContext consumer = durable(ground);
            return loop(arrivals, goesOn -> {
                while (goesOn.getAsBoolean()) {
                    consumer.next(Duration.ofSeconds(3)).ifPresent(message -> take(message, arrivals));
                }
            });
        }
    },
    ACK_AND_NEXT {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            ConsumerContext consumer = durable(ground);
            return loop(arrivals, goesOn -> {
                Optional<JetStreamMessage> last = Optional.empty();
                while (goesOn.getAsBoolean()) {
                    Duration wait = Duration.ofSeconds(3);
                    last = last.isEmpty() ? consumer.next(wait) : consumer.ackAndNext(last.get(), wait);
                    last.ifPresent(message -> arrivals.add(message.text()));
                }
            });
        }
    },
    FETCH {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return fetching(durable(ground), arrivals);
        }
    },
    CONSUME {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return durable(ground).consume(message -> take(message, arrivals));
        }
    },
    CONSUME_AT_ONCE {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            ConsumeOptions four = ConsumeOptions.ackOnReturn().withConcurrency(4);
            return durable(ground).consume(four, message -> arrivals.add(message.text()));
        }
    },
    MESSAGES {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return looping(durable(ground), arrivals);
        }
    },
    PUBLISHER {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return demanding(durable(ground), arrivals);
        }
    },
    PUSH {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return pushed(ground).consume(message -> take(message, arrivals));
        }
    },
    PUSH_MESSAGES {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return looping(pushed(ground), arrivals);
        }
    },
    ORDERED_FETCH {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return fetching(ground.stream().orderedConsumer(), arrivals);
        }
    },
    ORDERED_CONSUME {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return ground.stream().orderedConsumer().consume(message -> arrivals.add(message.text()));
        }
    },
    ORDERED_MESSAGES {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return looping(ground.stream().orderedConsumer(), arrivals);
        }
    },
    ORDERED_PUBLISHER {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return demanding(ground.stream().orderedConsumer(), arrivals);
        }
    },
    QUEUE {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return loop(arrivals, goesOn -> {
                while (goesOn.getAsBoolean()) {
                    ground.queue().pollItem(Duration.ofSeconds(3)).ifPresent(item -> take(item, arrivals));
                }
            });
        }
    },
    WATCH {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return ground.bucket().watch(WatchOptions.ALL, entry -> arrivals.add(entry.value()));
        }
    },
    WATCH_PUBLISHER {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return demanding(
                    ground.bucket().publisher(WatchOptions.ALL), arrivals, entry -> arrivals.add(entry.value()));
        }
    },
    UPDATES {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            KeyValueUpdates<String> updates = ground.bucket().updates(WatchOptions.ALL);
            AutoCloseable looping = loop(arrivals, goesOn -> updates.forEach(entry -> arrivals.add(entry.value())));
            return () -> {
                updates.close();
                looping.close();
            };
        }
    },
    OBJECT {
        @Override
        AutoCloseable begin(Ground ground, Arrivals arrivals) {
            return loop(arrivals, goesOn -> {
                byte[] part = new byte[64 << 10];
                while (goesOn.getAsBoolean()) {
                    try (InputStream in = ground.store().open("big")) {
                        while (goesOn.getAsBoolean() && in.read(part) >= 0) { // its end checks the digest
                            arrivals.progress();
                        }
                        arrivals.add("whole");
                    } catch (NatsException | IOException notThereNow) {
                        // for longer than a request may last; what was read wrongly is another matter
                        if (String.valueOf(notThereNow.getMessage()).contains("digest")) {
                            throw notThereNow;
                        }
                    }
                }
            });
        }
    };

    abstract AutoCloseable begin(Ground ground, Arrivals arrivals);

    boolean isOrdered() {
        return name().startsWith("ORDERED");
    }

    /** What a loop does until it is told to end. */
    private interface Loop {
        void run(BooleanSupplier goesOn) throws IOException, InterruptedException;
    }

    private static AutoCloseable loop(Arrivals arrivals, Loop body) {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run(() -> !isOver.get());
                    } catch (IOException | RuntimeException failure) {
                        if (!isOver.get()) {
                            arrivals.failed(failure);
                        }
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                "test-taker");
        thread.setDaemon(true);
        thread.start();
        return () -> {
            isOver.set(true);
            thread.interrupt();
            thread.join();
        };
    }

    private static AutoCloseable fetching(MessageConsumer consumer, Arrivals arrivals) {
        return loop(arrivals, goesOn -> {
            while (goesOn.getAsBoolean()) {
                consumer.fetch(10, Duration.ofSeconds(1)).forEach(message -> take(message, arrivals));
            }
        });
    }

    private static AutoCloseable looping(MessageConsumer consumer, Arrivals arrivals) {
        JetStreamMessages messages = consumer.messages();
        AutoCloseable looping = loop(arrivals, goesOn -> messages.forEach(message -> take(message, arrivals)));
        return () -> {
            messages.close();
            looping.close();
        };
    }

    private static AutoCloseable demanding(MessageConsumer consumer, Arrivals arrivals) {
        return demanding(consumer.publisher(), arrivals, message -> take(message, arrivals));
    }

    private static <T> AutoCloseable demanding(Flow.Publisher<T> publisher, Arrivals arrivals, Consumer<T> taking) {
        TenAhead<T> subscriber = new TenAhead<>(taking);
        subscriber
                .ended()
                .whenComplete((nothing, cause) ->
                        arrivals.failed(cause == null ? new IllegalStateException("completed") : cause));
        publisher.subscribe(subscriber);
        return subscriber;
    }

    ConsumerContext durable(Ground ground) {
        return ground.stream().createOrUpdateConsumer(config().build());
    }

    ConsumerContext pushed(Ground ground) {
        return ground.stream()
                .createOrUpdateConsumer(config().deliverSubject("deliver." + name())
                        .idleHeartbeat(Duration.ofMillis(500))
                        .build());
    }

    private ConsumerConfigBuilder config() {
        return ConsumerConfig.durable(name().toLowerCase(Locale.ROOT)).ackWait(Duration.ofSeconds(2));
    }

    private static void take(JetStreamMessage message, Arrivals arrivals) {
        arrivals.add(message.text());
        message.ack();
    }

    private static void take(QueueItem<String> item, Arrivals arrivals) {
        arrivals.add(item.value());
        try {
            item.done();
        } catch (NatsException itComesAgain) {
            arrivals.progress();
        }
    }
}
