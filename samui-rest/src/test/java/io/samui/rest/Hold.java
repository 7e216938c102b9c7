package io.samui.rest;

import io.samui.core.Samui;
import io.samui.core.job.JobSubscription;
import io.samui.core.job.JobUpdate;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** Holds the queue's thread, as a subscriber should not, when the running job has got that far. */
public final class Hold implements AutoCloseable {

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final JobSubscription subscription;

    public Hold(TestServer server, int endedImages) {
        subscription = server.context().getBean(Samui.class).jobs().subscribe(OptionalLong.empty(), () -> {
            for (JobUpdate update : subscription().poll()) {
                if (update.job().progress() != null && update.job().counts().ended() == endedImages) {
                    hold();
                }
            }
        });
    }

    private JobSubscription subscription() {
        return subscription;
    }

    private void hold() {
        held.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it holds. */
    public void awaitHeld() throws InterruptedException {
        held.await();
    }

    @Override
    public void close() {
        released.countDown();
        subscription.close();
    }
}
