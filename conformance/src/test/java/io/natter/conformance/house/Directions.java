package io.natter.conformance.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** Which way things point (ARCHITECTURE.md), as rules over the compiled classes. Immutable. */
final class Directions {
    private static final String PROTOCOL = "io.natter.protocol..";
    private static final String STORE = "io.natter.store..";
    private static final String SERVER = "io.natter.server..";
    private static final String CORE = "io.natter.server.core..";
    private static final Set<String> CORE_MESSAGES = Set.of("OutgoingMessage", "ReceivedMessage", "InternalHandler");
    private static final String MONITOR = "io.natter.server.monitor..";
    private static final String CLIENT = "io.natter.client..";
    private static final String CLI = "io.natter.cli..";
    private static final String BENCH = "io.natter.bench..";
    private static final String CONFORMANCE = "io.natter.conformance..";
    private static final String JETSTREAM = "io.natter.server.jetstream";

    /** Calls that reach the clock. */
    private static final Set<String> CLOCK_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    /** Calls that read what the process was given, or end it. */
    private static final Set<String> PROCESS_CALLS = Set.of(
            "java.lang.System.exit",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.System.setProperty",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt",
            "java.lang.Runtime.addShutdownHook",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.Boolean.getBoolean");

    /** Every rule. */
    static final List<ArchRule> ALL = List.of(
            noClasses()
                    .that(resideInAPackage(PROTOCOL))
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.natter..").and(resideOutsideOfPackages(PROTOCOL)))
                    .because("protocol is the ground"),
            noClasses()
                    .that(resideInAPackage(PROTOCOL))
                    .should()
                    .dependOnClassesThat(are(socketsThreadsOrFiles()))
                    .because("protocol has no sockets, threads or files"),
            noClasses()
                    .that(resideInAPackage(PROTOCOL))
                    .should()
                    .accessTargetWhere(calls(CLOCK_CALLS))
                    .because("protocol has no clocks"),
            noClasses()
                    .that(resideInAPackage(STORE))
                    .should()
                    .dependOnClassesThat(resideOutsideOfPackages(
                            STORE,
                            "java.lang..",
                            "java.util..",
                            "java.io..",
                            "java.nio..",
                            "java.time..",
                            "java.security..",
                            "org.jspecify.."))
                    .because("a store knows nothing of NATS and needs nothing but the JDK"),
            noClasses()
                    .that(resideInAPackage(STORE).and(resideOutsideOfPackages("io.natter.store.disk..")))
                    .should()
                    .dependOnClassesThat(are(files()))
                    .because("all file access goes through Disk, so that tests can be the disk"),
            noClasses()
                    .that(resideInAPackage(SERVER))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(CLI, BENCH, CONFORMANCE))
                    .because("the server is embedded without its commands"),
            noClasses()
                    .that(resideInAPackage(CLIENT))
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.natter..").and(resideOutsideOfPackages(CLIENT, PROTOCOL)))
                    .because("the client shares the ground with the server, and nothing else"),
            noClasses()
                    .that(resideInAPackage("io.natter.client.transport.."))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.natter.client.messaging..", "io.natter.client.session.."))
                    .because("transport knows no subscriptions and no reconnects"),
            noClasses()
                    .that(resideInAPackage("io.natter.client.messaging.."))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.natter.client.transport..", "io.natter.client.session.."))
                    .because("messaging knows no sockets and no reconnects"),
            noClasses()
                    .that(resideInAnyPackage(
                            "io.natter.client.group..",
                            "io.natter.client.jetstream..",
                            "io.natter.client.keyvalue..",
                            "io.natter.client.objectstore..",
                            "io.natter.client.queue..",
                            "io.natter.client.service..",
                            "io.natter.client.bucket.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            "io.natter.client.messaging..",
                            "io.natter.client.session..",
                            "io.natter.client.transport.."))
                    .because("what stands on the connection's public interface could have been written by anybody"),
            noClasses()
                    .that(resideInAPackage(CORE))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            "io.natter.server",
                            MONITOR,
                            "io.natter.server.config.language..",
                            "io.natter.server.config.read.."))
                    .because(
                            "the data path knows neither the configuration language, nor monitoring, nor who starts it"),
            noClasses()
                    .that(resideInAnyPackage(
                            CORE,
                            "io.natter.server.account..",
                            "io.natter.server.interest..",
                            "io.natter.server.config..",
                            "io.natter.server.auth.."))
                    .should()
                    .dependOnClassesThat(resideInAPackage(JETSTREAM + ".."))
                    .because("JetStream is a subscriber with a store, and the broker does not know it"),
            noClasses()
                    .that(resideInAPackage(JETSTREAM + ".consumer.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(JETSTREAM, JETSTREAM + ".stream..", JETSTREAM + ".api..")
                            .or(resideInAPackage(CORE).and(DescribedPredicate.not(areMessages()))))
                    .because("a consumer knows of its stream what it asks for, of the broker messages, and no more"),
            noClasses()
                    .that(resideInAPackage(JETSTREAM + ".rules.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            JETSTREAM, JETSTREAM + ".stream..", JETSTREAM + ".consumer..", JETSTREAM + ".api..", CORE))
                    .because("rules look at configurations only"),
            noClasses()
                    .that(resideInAPackage(MONITOR))
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.natter.server..")
                            .and(resideOutsideOfPackages(MONITOR, "io.natter.server.tls..", "io.natter.server"))
                            .and(DescribedPredicate.not(isRecord())))
                    .because("monitoring knows only its ServerState, and values"),
            noClasses()
                    .that(resideInAnyPackage(
                            "io.natter.server.auth..", "io.natter.server.tls..", "io.natter.server.config.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("io.natter.server", CORE, MONITOR))
                    .because("who a peer is does not depend on how it is connected"),
            noClasses()
                    .that(resideInAPackage(CLI))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(BENCH, CONFORMANCE))
                    .because("what is measured does not know the meter"),
            noClasses()
                    .that(resideInAnyPackage(PROTOCOL, STORE, SERVER))
                    .should()
                    .accessTargetWhere(calls(PROCESS_CALLS))
                    .because("only cli reads environment and properties, or exits"),
            noClasses()
                    .that(resideInAPackage(CLIENT))
                    // The one exception: NatsShutdown is there to add a hook, for whoever asks for it by name.
                    .and(are(DescribedPredicate.not(nameIs("io.natter.client.NatsShutdown"))))
                    .should()
                    .accessTargetWhere(calls(PROCESS_CALLS))
                    .because("only cli reads environment and properties, adds shutdown hooks or exits"));

    private Directions() {}

    /** What breaks a rule, one line each. */
    static List<String> breaks(JavaClasses classes) {
        return ALL.stream()
                .map(rule -> rule.allowEmptyShould(true).evaluate(classes))
                .flatMap(result -> result.getFailureReport().getDetails().stream())
                .toList();
    }

    private static DescribedPredicate<JavaClass> socketsThreadsOrFiles() {
        DescribedPredicate<JavaClass> files = resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                .or(nameStartsWith("java.io.File"))
                .or(nameStartsWith("java.io.RandomAccessFile"));
        DescribedPredicate<JavaClass> sockets = nameStartsWith("java.net.Socket")
                .or(nameStartsWith("java.net.ServerSocket"))
                .or(nameStartsWith("java.net.Datagram"))
                .or(nameStartsWith("java.net.Inet"))
                .or(resideInAnyPackage("javax.net..", "java.net.http..", "io.netty.."));
        DescribedPredicate<JavaClass> threads = nameIs("java.lang.Thread")
                .or(nameStartsWith("java.util.concurrent.Exec"))
                .or(nameStartsWith("java.util.concurrent.ForkJoin"))
                .or(nameStartsWith("java.util.concurrent.CompletableFuture"))
                .or(resideInAPackage("java.util.concurrent.locks.."));
        return files.or(sockets).or(threads).as("sockets, threads or files");
    }

    // Names of files (Path) may be passed on to OsDisk; opening, reading and writing them may not.
    private static DescribedPredicate<JavaClass> files() {
        return nameStartsWith("java.nio.channels.FileChannel")
                .or(nameIs("java.nio.file.Files"))
                .or(nameIs("java.io.File"))
                .or(nameStartsWith("java.io.FileInput"))
                .or(nameStartsWith("java.io.FileOutput"))
                .or(nameStartsWith("java.io.RandomAccessFile"))
                .as("files");
    }

    private static DescribedPredicate<JavaClass> areMessages() {
        return DescribedPredicate.describe(
                "messages of the core", each -> CORE_MESSAGES.contains(each.getSimpleName()));
    }

    private static DescribedPredicate<JavaClass> isRecord() {
        return DescribedPredicate.describe("records", JavaClass::isRecord);
    }

    private static DescribedPredicate<JavaClass> nameIs(String name) {
        return DescribedPredicate.describe(name, type -> type.getName().equals(name));
    }

    private static DescribedPredicate<JavaClass> nameStartsWith(String start) {
        return DescribedPredicate.describe(start, type -> type.getName().startsWith(start));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Set<String> names) {
        return DescribedPredicate.describe(
                "one of " + names,
                access -> access.getTarget() instanceof CodeUnitCallTarget target
                        && names.contains(target.getOwner().getName() + "." + target.getName()));
    }
}
