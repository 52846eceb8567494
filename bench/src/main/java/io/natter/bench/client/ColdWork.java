package io.natter.bench.client;

/**
 * C10: connects, publishes to itself and says when the first message is there. Nothing else is loaded.
 *
 * <p>Confined to the main thread.
 */
final class ColdWork {
    private ColdWork() {}

    static void run(ClientProgram program, String url) throws Exception {
        try (Driver driver = program.connect(url)) {
            ReceivedCount count = ReceivedCount.unshared();
            Driver.Receiving receiving = driver.receive("bench.cold", Driver.Way.CALLBACK, count);
            driver.publish("bench.cold", new byte[16]);
            while (count.get() == 0) {
                Thread.onSpinWait();
            }
            System.out.println("first");
            System.out.flush();
            receiving.end();
        }
        System.exit(0); // as above: what is measured is over
    }
}
