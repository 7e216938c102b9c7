package io.samui.storage.s3.testkit;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A server for all tests of a run: started when the first asks for it, stopped after the last. */
public final class SharedS3 implements BeforeAllCallback {

    private final String name;
    private final Supplier<S3Server> starter;
    private S3Server server;

    private SharedS3(String name, Supplier<S3Server> starter) {
        this.name = name;
        this.starter = starter;
    }

    public static SharedS3 proxy() {
        return new SharedS3("S3Proxy", S3Server::startProxy);
    }

    public static SharedS3 mock() {
        return new SharedS3("S3Mock", S3Server::startMock);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(Namespace.create(SharedS3.class))
                .computeIfAbsent(name, key -> starter.get(), S3Server.class);
    }

    public S3Server server() {
        return server;
    }
}
