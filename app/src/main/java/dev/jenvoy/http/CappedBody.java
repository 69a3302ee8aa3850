package dev.jenvoy.http;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads the beginning of an answer, and breaks off the connection at the limit. */
@CheckReturnValue
final class CappedBody implements HttpResponse.BodySubscriber<CappedBody.Beginning> {

    /**
     * The beginning of an answer.
     *
     * @param cut whether there was more
     */
    record Beginning(String text, boolean cut) {}

    private final int maxBytes;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<Beginning> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    CappedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<Beginning> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        boolean cut = false;
        for (ByteBuffer piece : pieces) {
            byte[] bytes = new byte[Math.min(piece.remaining(), maxBytes - read.size())];
            piece.get(bytes);
            read.writeBytes(bytes);
            cut |= piece.hasRemaining();
        }
        if (cut && subscription != null) {
            subscription.cancel();
            end(true);
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        end(false);
    }

    private void end(boolean cut) {
        body.complete(new Beginning(read.toString(StandardCharsets.UTF_8), cut));
    }
}
