package relata.api.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import graphql.ExecutionResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import relata.api.HttpSettings;
import relata.api.message.Json;
import relata.api.message.Results;

/** Writes responses as JSON, compressed with gzip if that is worthwhile. */
@Singleton
class AnswerWriter {
    private static final int PIECE = 1 << 16;

    private static final CharSequence VARY_BY = createOptimized("Accept, Accept-Encoding, Authorization");
    private static final CharSequence NO_STORE = createOptimized("no-store");

    private final Results results;
    private final long gzipFrom;

    AnswerWriter(Results results, HttpSettings settings) {
        this.results = results;
        gzipFrom = settings.gzipFrom().asLongValue();
    }

    /** A response, ready to be sent. The tag is null if it must not be cached. */
    record Answer(int status, ResponseType type, byte[] body, boolean isZipped, ETag tag) {
        void send(RoutingContext context) {
            var response = context.response();
            if (response.closed() || response.ended()) {
                return;
            }
            response.putHeader(HttpHeaders.VARY, VARY_BY);
            if (status == 401) {
                // RFC 6750, section 3
                response.putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            }
            if (tag == null) {
                response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
            } else if (tag.answers(context)) {
                return;
            }
            if (isZipped) {
                response.putHeader("Content-Encoding", "gzip");
            }
            response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type.contentType());
            end(response);
        }

        /**
         * Writes in pieces: each one that is sent shows that the connection is not idle, so a slow client may take a
         * while.
         */
        private void end(HttpServerResponse response) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
            var rest = Buffer.buffer(body);
            while (rest.length() > PIECE) {
                response.write(rest.slice(0, PIECE));
                rest = rest.slice(PIECE, rest.length());
            }
            response.end(rest);
        }
    }

    /** Writes a response. A large one takes a while, so call this on a worker thread. */
    Answer write(RoutingContext context, int status, ExecutionResult result) {
        byte[] body = Json.write(results.of(result));
        boolean mayKeep = context.request().method() == HttpMethod.GET
                && status == 200
                && result.getErrors().isEmpty();
        boolean zip = body.length >= gzipFrom && takesGzip(context);
        return new Answer(
                status, ResponseType.of(context), zip ? zip(body) : body, zip, mayKeep ? ETag.of(body) : null);
    }

    private static boolean takesGzip(RoutingContext context) {
        return context.parsedHeaders().acceptEncoding().stream()
                .filter(encoding -> encoding.value().equalsIgnoreCase("gzip"))
                .anyMatch(encoding -> encoding.weight() > 0);
    }

    private static byte[] zip(byte[] body) {
        var zipped = new ByteArrayOutputStream(body.length / 4);
        try (var stream = new GZIPOutputStream(zipped)) {
            stream.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
