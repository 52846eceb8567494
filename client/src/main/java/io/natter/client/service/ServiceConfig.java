package io.natter.client.service;

import io.natter.protocol.Nuid;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a service is called and says of itself (ADR-32).
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param name the kind of service, which all its instances share; letters, digits, dash and underscore
 * @param id this instance among all; one token of a subject
 * @param version a semantic version
 * @param description for people; may be empty
 * @param metadata facts about this instance
 * @param queueGroup the group its endpoints are in, where they and their groups say nothing else; null for none
 * @param prefix what subjects of discovery begin with; {@code $SRV}, unless an account maps it
 */
public record ServiceConfig(
        String name,
        String id,
        String version,
        String description,
        Map<String, String> metadata,
        @Nullable String queueGroup,
        String prefix) {
    /** The group that endpoints are in unless told otherwise. */
    public static final String DEFAULT_QUEUE_GROUP = "q";

    /** What subjects of discovery begin with unless told otherwise. */
    public static final String DEFAULT_PREFIX = "$SRV";

    // The pattern that semver.org recommends, without its capturing groups.
    private static final Pattern VERSION = Pattern.compile("(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)"
            + "(?:-(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
            + "(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

    /** Copies the metadata and checks the rest. */
    public ServiceConfig {
        metadata = Map.copyOf(metadata);
        Names.requireName("service name", name);
        Names.requireToken("service id", id);
        Names.requirePrefix("prefix", prefix);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "service version: got \"" + version + "\", expected a semantic version such as 1.0.0");
        }
        if (queueGroup != null) {
            Names.requireQueueGroup(queueGroup);
        }
    }

    /** A service of this name and version, with an identifier of its own. */
    public static ServiceConfig of(String name, String version) {
        return new ServiceConfig(name, Nuid.next(), version, "", Map.of(), DEFAULT_QUEUE_GROUP, DEFAULT_PREFIX);
    }

    /** The same with a description. */
    public ServiceConfig withDescription(String description) {
        return new ServiceConfig(name, id, version, description, metadata, queueGroup, prefix);
    }

    /** The same with these facts about the instance. */
    public ServiceConfig withMetadata(Map<String, String> metadata) {
        return new ServiceConfig(name, id, version, description, metadata, queueGroup, prefix);
    }

    /** The same with another queue group. */
    public ServiceConfig withQueueGroup(String queueGroup) {
        return new ServiceConfig(name, id, version, description, metadata, queueGroup, prefix);
    }

    /** The same without a queue group: every instance answers every request. */
    public ServiceConfig withoutQueueGroup() {
        return new ServiceConfig(name, id, version, description, metadata, null, prefix);
    }

    /** The same with another beginning of the subjects of discovery. */
    public ServiceConfig withPrefix(String prefix) {
        return new ServiceConfig(name, id, version, description, metadata, queueGroup, prefix);
    }

    ServiceIdentity identity() {
        return new ServiceIdentity(name, id, version, metadata);
    }
}
