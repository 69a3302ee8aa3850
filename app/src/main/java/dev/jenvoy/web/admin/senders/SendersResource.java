package dev.jenvoy.web.admin.senders;

import com.google.gson.JsonObject;
import dev.jenvoy.sender.sample.SendFailure;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.http.ServerFacts;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/senders}: lists the senders and sends test deliveries. */
public final class SendersResource {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");

    private final TestSender tests;
    private final Supplier<ServerFacts> server;

    public SendersResource(TestSender tests, Supplier<ServerFacts> server) {
        this.tests = tests;
        this.server = server;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/api/senders", request -> list()),
                new Route("POST", "/api/senders/{sender}/test", this::test));
    }

    private ApiResult list() {
        URI address = URI.create(server.get().publicUrl());
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("senders", ApiJson.array(tests.senders(address), SendersResource::json))
                        .done());
    }

    private static JsonObject json(TestSender.KnownSender sender) {
        return ApiJson.object()
                .add("name", sender.name())
                .add("url", sender.address().toString())
                .add("secret_key", sender.secretKey())
                .add("secret_set", sender.hasSecret())
                .add("why_not", sender.impossible().orElse(null))
                .done();
    }

    private ApiResult test(AdminRequest request) {
        String sender = request.variable("sender");
        Optional<TestSender.Answer> answer;
        try {
            answer = tests.send(sender);
        } catch (SendFailure e) {
            return ApiResult.error(409, String.valueOf(e.getMessage()));
        }
        if (answer.isEmpty()) {
            return ApiResult.error(404, "no such sender");
        }
        LOG.info(
                "test delivery sent sender={} status={} by={}",
                sender,
                answer.get().status(),
                request.origin().toString());
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("status", answer.get().status())
                        .add("event", answer.get().event())
                        .add("said", answer.get().said())
                        .done());
    }
}
