package io.natter.server.system;

import static io.natter.server.system.Envelopes.BAD_REQUEST;
import static io.natter.server.system.Envelopes.NOT_SERVED;

import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import io.natter.server.account.Account;
import io.natter.server.core.ServerStamp;
import io.natter.server.monitor.SystemPage;
import io.natter.server.monitor.SystemPages;
import io.natter.server.system.ServerControl.RefusedException;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked in the system account, and the little that every account can ask of itself (F1, F2, F3, F5).
 *
 * <p>Thread-safe: requests come on the loop and are answered one after the other by the worker.
 *
 * <pre>
 *  $SYS.REQ.SERVER.PING[.page]   $SYS.REQ.SERVER.id.page                          of the server
 *  $SYS.REQ.SERVER.id.RELOAD, KICK, LDM                                           has it do something
 *  $SYS.REQ.ACCOUNT.name.CONNZ, SUBSZ, LEAFZ, JSZ, INFO, STATZ, CONNS             of one account
 *  $SYS.REQ.ACCOUNT.PING.CONNZ, PING.STATZ, $SYS.REQ.SERVER.PING.CONNZ            in any other account: of itself
 *  $SYS.REQ.USER.INFO                                                             in any account: who asks
 * </pre>
 */
final class SystemServices {
    private static final String SERVER = "$SYS.REQ.SERVER.";
    private static final String ACCOUNT = "$SYS.REQ.ACCOUNT.";
    private static final String PING = "PING";
    private static final int ACCOUNT_TOKEN = 3;

    private static final List<SystemPage> SERVER_PAGES = List.of(
            SystemPage.VARZ,
            SystemPage.SUBSZ,
            SystemPage.CONNZ,
            SystemPage.ROUTEZ,
            SystemPage.GATEWAYZ,
            SystemPage.LEAFZ,
            SystemPage.ACCOUNTZ,
            SystemPage.JSZ,
            SystemPage.HEALTHZ,
            SystemPage.PROFILEZ,
            SystemPage.EXPVARZ,
            SystemPage.IPQUEUESZ,
            SystemPage.RAFTZ);

    private final SystemPort port;
    private final ServerStamp stamp;
    private final Envelopes envelopes;
    private final SystemPages pages;
    private final ServerControl control;
    private final Statsz statsz;
    private final AccountCounts counts;

    SystemServices(SystemPort port, ServerStamp stamp, SystemPages pages, ServerControl control, AccountCounts counts) {
        this.port = port;
        this.stamp = stamp;
        this.envelopes = new Envelopes(stamp);
        this.pages = pages;
        this.control = control;
        this.statsz = new Statsz(port, stamp, pages);
        this.counts = counts;
    }

    /** Answers from now on in the system account. */
    void start() {
        String id = stamp.info().serverId();
        serve(SERVER + PING, this::statsz);
        for (String whom : List.of(PING, id)) {
            serve(SERVER + whom + ".IDZ", request -> idz());
            serve(SERVER + whom + ".STATSZ", this::statsz);
            for (SystemPage page : SERVER_PAGES) {
                serve(SERVER + whom + "." + page, request -> page(page, request, Function.identity()));
            }
        }
        serve(SERVER + id + ".RELOAD", request -> steered(request, control::reload));
        serve(SERVER + id + ".KICK", request -> steered(request, control::kick));
        serve(SERVER + id + ".LDM", request -> steered(request, control::sendAway));
        startAccountPages();
        serve(port.account(), "$SYS.REQ.USER.INFO", this::userInfo);
        statsz.start();
    }

    private void startAccountPages() {
        serveAccount("CONNZ", SystemPage.CONNZ, (options, account) -> options.with("acc", account));
        serveAccount("LEAFZ", SystemPage.LEAFZ, (options, account) -> options.with("acc", account));
        serveAccount("JSZ", SystemPage.ACCOUNT_JSZ, (options, account) -> options.with("acc", account));
        serveAccount("INFO", SystemPage.ACCOUNT_INFO, (options, account) -> options.with("acc", account));
        serveAccount(
                "SUBSZ",
                SystemPage.SUBSZ,
                (options, account) -> options.with("acc", account).with("subs", "1"));
        serve(ACCOUNT + "*.STATZ", this::accountStatz);
        serve(ACCOUNT + "*.CONNS", request -> conns(request.token(ACCOUNT_TOKEN)));
    }

    /** Has an account ask about itself; the system account asks about anybody. */
    void attach(Account account) {
        String name = account.name();
        for (String subject : List.of(ACCOUNT + "PING.CONNZ", SERVER + "PING.CONNZ")) {
            serve(account, subject, request -> page(SystemPage.CONNZ, request, options -> options.with("acc", name)));
        }
        serve(
                account,
                ACCOUNT + "PING.STATZ",
                request -> page(SystemPage.ACCOUNT_STATZ, request, options -> options.with("accounts", name)));
        serve(account, "$SYS.REQ.USER.INFO", this::userInfo);
    }

    // --- Answering

    /** Makes an answer, on the worker; null for none. */
    private interface Service {
        byte @Nullable [] answer(ServiceRequest request);
    }

    /** Narrows what is asked to one account. */
    private interface Narrowing {
        PageOptions to(PageOptions options, String account);
    }

    private void serve(String subject, Service service) {
        serve(port.account(), subject, service);
    }

    private void serve(Account account, String subject, Service service) {
        port.subscribe(account, subject, request -> port.worker().execute(() -> answer(account, request, service)));
    }

    private void serveAccount(String name, SystemPage page, Narrowing narrowing) {
        serve(
                ACCOUNT + "*." + name,
                request -> page(page, request, options -> narrowing.to(options, request.token(ACCOUNT_TOKEN))));
    }

    private void answer(Account account, ServiceRequest request, Service service) {
        byte[] answer = request.isTooLarge()
                ? envelopes.error(BAD_REQUEST, "request: got more than " + ServiceRequest.BODY_BYTES_MAX + " bytes")
                : service.answer(request);
        if (answer != null && request.reply().length > 0) {
            port.publish(account, request.reply(), answer);
        }
    }

    private byte @Nullable [] page(
            SystemPage page, ServiceRequest request, Function<PageOptions, PageOptions> narrowing) {
        if (request.reply().length == 0) {
            return null;
        }
        PageOptions options;
        try {
            options = PageOptions.read(page, request.body());
        } catch (JsonException wrong) {
            return envelopes.error(BAD_REQUEST, String.valueOf(wrong.getMessage()));
        }
        if (!options.servers().admits(stamp)) {
            return null;
        }
        SystemPages.Body body = pages.body(page, narrowing.apply(options).options());
        if (body.error() != null) {
            return envelopes.noPage(body.error());
        }
        return body.json() == null ? null : envelopes.answer("data", body.json());
    }

    private byte @Nullable [] accountStatz(ServiceRequest request) {
        String account = request.token(ACCOUNT_TOKEN);
        return page(
                SystemPage.ACCOUNT_STATZ,
                request,
                // PING is nobody's name: all accounts are asked
                options -> account.equals(PING) ? options : options.with("accounts", account));
    }

    private byte @Nullable [] conns(String account) {
        return counts.event(account);
    }

    private byte[] idz() {
        return JsonForm.<ServerStamp>writing(
                        (server, out) -> out.always("name", server.info().serverName())
                                .always("host", server.info().host())
                                .always("id", server.info().serverId()))
                .write(stamp);
    }

    private byte @Nullable [] statsz(ServiceRequest request) {
        try {
            PageOptions asked = PageOptions.read(SystemPage.VARZ, request.body());
            if (!asked.servers().admits(stamp)) {
                return null;
            }
        } catch (JsonException wrong) {
            return envelopes.error(BAD_REQUEST, String.valueOf(wrong.getMessage()));
        }
        byte[] message = statsz.message();
        if (request.reply().length == 0) {
            statsz.publish(message); // asked for without a reply, it goes to whoever listens
        }
        return message;
    }

    private byte @Nullable [] userInfo(ServiceRequest request) {
        return envelopes.answer("data", UserInfo.json(request.account(), request.identity()));
    }

    // --- Steering

    private byte @Nullable [] steered(ServiceRequest request, LongConsumer action) {
        long connectionId;
        try {
            connectionId = JsonForm.reading(in -> in.unsigned("cid")).read(request.body());
        } catch (JsonException wrong) {
            return null; // as nats-server: who cannot say whom is not answered
        }
        return steered(request, () -> action.accept(connectionId));
    }

    private byte @Nullable [] steered(ServiceRequest request, Runnable action) {
        if (request.reply().length == 0) {
            return null;
        }
        try {
            if (!PageOptions.read(SystemPage.VARZ, request.body()).servers().admits(stamp)) {
                return null;
            }
            action.run();
            return envelopes.done();
        } catch (JsonException wrong) {
            return envelopes.error(BAD_REQUEST, String.valueOf(wrong.getMessage()));
        } catch (RefusedException refused) {
            return envelopes.error(NOT_SERVED, String.valueOf(refused.getMessage()));
        }
    }
}
