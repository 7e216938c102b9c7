package io.samui.examples.crash;

import io.samui.examples.crash.Client.Answer;
import io.samui.examples.crash.Rows.Image;
import io.samui.examples.crash.Rows.Result;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Optional;
import javax.imageio.ImageIO;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens results: the mask as a client gets it, the COCO document as it lies in the blob folder. */
record ResultCheck(Client client, BlobFolder blobs) {

    /** What is wrong with any of them, and how many were opened. */
    void open(Collection<Result> results, Rows rows, Tally tally) throws IOException {
        for (Result result : results) {
            Image image = rows.images().get(result.image());
            if (image != null) {
                mask(result, image).ifPresent(sentence -> tally.fault(Tally.Fault.UNREADABLE, sentence));
                coco(result, image).ifPresent(sentence -> tally.fault(Tally.Fault.UNREADABLE, sentence));
            }
        }
        tally.count("results opened and decoded", results.size());
    }

    private Optional<String> mask(Result result, Image image) throws IOException {
        Answer answer = client.get("/results/" + result.id() + "/mask");
        if (answer.status() != 200) {
            return Optional.of(answer.call() + " answered " + answer.status() + ": " + answer.text());
        }
        BufferedImage mask = ImageIO.read(new ByteArrayInputStream(answer.body()));
        boolean good = mask != null && mask.getWidth() == image.width() && mask.getHeight() == image.height();
        return good ? Optional.empty() : Optional.of("the mask of result " + result.id() + " is not one of its image");
    }

    private Optional<String> coco(Result result, Image image) throws IOException {
        try {
            JsonNode document =
                    JsonMapper.shared().readTree(Files.readAllBytes(blobs.root().resolve(result.cocoKey())));
            boolean good = document.at("/images/0/id").asString().equals(image.id())
                    && document.get("annotations").size() == 1;
            return good ? Optional.empty() : Optional.of(result.cocoKey() + " does not fit its image: " + document);
        } catch (JacksonException e) {
            return Optional.of(result.cocoKey() + " is no JSON: " + e.getMessage());
        }
    }
}
