package io.natter.protocol.jetstream;

import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link MessageGetRequest}; each setter is named as its component. Confined to one thread. */
public final class MessageGetRequestBuilder {
    private long sequence;
    private String lastBySubject = "";
    private String nextBySubject = "";
    private long batch;
    private long maxBytes;
    private @Nullable Instant startTime;
    private List<String> multiLast = List.of();
    private long upToSequence;
    private @Nullable Instant upToTime;
    private boolean noHeaders;
    private UnknownFields unknown = UnknownFields.NONE;

    MessageGetRequestBuilder() {}

    MessageGetRequestBuilder(MessageGetRequest from) {
        sequence = from.sequence();
        lastBySubject = from.lastBySubject();
        nextBySubject = from.nextBySubject();
        batch = from.batch();
        maxBytes = from.maxBytes();
        startTime = from.startTime();
        multiLast = from.multiLast();
        upToSequence = from.upToSequence();
        upToTime = from.upToTime();
        noHeaders = from.noHeaders();
        unknown = from.unknown();
    }

    /** Sets that of this sequence, or the first from it on; 0 for unset. */
    public MessageGetRequestBuilder sequence(long sequence) {
        this.sequence = sequence;
        return this;
    }

    /** Sets the last of this subject, or empty. */
    public MessageGetRequestBuilder lastBySubject(String lastBySubject) {
        this.lastBySubject = lastBySubject;
        return this;
    }

    /** Sets the next that this filter matches, or empty. */
    public MessageGetRequestBuilder nextBySubject(String nextBySubject) {
        this.nextBySubject = nextBySubject;
        return this;
    }

    /** Sets most messages, 0 for one. */
    public MessageGetRequestBuilder batch(long batch) {
        this.batch = batch;
        return this;
    }

    /** Sets most bytes, 0 for the server's limit. */
    public MessageGetRequestBuilder maxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
        return this;
    }

    /** Sets the first from this time on, or null. */
    public MessageGetRequestBuilder startTime(@Nullable Instant startTime) {
        this.startTime = startTime;
        return this;
    }

    /** Sets the last of each subject that one of these matches. */
    public MessageGetRequestBuilder multiLast(List<String> multiLast) {
        this.multiLast = multiLast;
        return this;
    }

    /** Sets none behind this sequence, 0 for unset. */
    public MessageGetRequestBuilder upToSequence(long upToSequence) {
        this.upToSequence = upToSequence;
        return this;
    }

    /** Sets none behind this time, or null. */
    public MessageGetRequestBuilder upToTime(@Nullable Instant upToTime) {
        this.upToTime = upToTime;
        return this;
    }

    /** Sets whether headers are left out. */
    public MessageGetRequestBuilder noHeaders(boolean noHeaders) {
        this.noHeaders = noHeaders;
        return this;
    }

    /** The fields collected so far. */
    public MessageGetRequest build() {
        return new MessageGetRequest(
                sequence,
                lastBySubject,
                nextBySubject,
                batch,
                maxBytes,
                startTime,
                multiLast,
                upToSequence,
                upToTime,
                noHeaders,
                unknown);
    }
}
