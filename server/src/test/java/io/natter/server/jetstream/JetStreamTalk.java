package io.natter.server.jetstream;

import io.natter.server.RawClient;

/** A raw client that asks one thing after the other and reads each answer. Confined to the test's thread. */
final class JetStreamTalk implements AutoCloseable {
    private final RawClient client;
    private int number;

    JetStreamTalk(int port) {
        client = RawClient.connected(port, ",\"headers\":true,\"no_responders\":true");
        client.send("SUB in.> 1\r\n");
    }

    /** Publishes with a reply subject; returns the answer from its first line on. */
    String ask(String subject, String body) {
        return ask(subject, "", body);
    }

    /** The same with headers, each line with its end. */
    String ask(String subject, String headers, String body) {
        String inbox = "in." + ++number;
        send(subject, inbox, headers, body);
        return read(inbox);
    }

    private void send(String subject, String reply, String headers, String body) {
        if (headers.isEmpty()) {
            client.send("PUB " + subject + " " + reply + " " + body.length() + "\r\n" + body + "\r\n");
        } else {
            String block = "NATS/1.0\r\n" + headers + "\r\n";
            client.send("HPUB " + subject + " " + reply + " " + block.length() + " " + (block.length() + body.length())
                    + "\r\n" + block + body + "\r\n");
        }
    }

    // What comes on other subjects meanwhile is none of its business.
    private String read(String inbox) {
        String line;
        do {
            line = client.readTo("\r\n");
        } while (!line.contains("MSG " + inbox + " "));
        int blank = line.lastIndexOf(' ');
        int length = Integer.parseInt(line.substring(blank + 1).trim());
        StringBuilder body = new StringBuilder();
        while (body.length() < length + 2) {
            body.append(client.readTo("\n"));
        }
        return line + body;
    }

    /** All that a pull request brings, up to and with the status that ends it. */
    String pull(String stream, String consumer, int batch) {
        String body = "{\"batch\":" + batch + ",\"no_wait\":true}";
        send("$JS.API.CONSUMER.MSG.NEXT." + stream + "." + consumer, "in.pull." + ++number, "", body);
        return client.readTo("NATS/1.0 40");
    }

    @Override
    public void close() {
        client.close();
    }
}
