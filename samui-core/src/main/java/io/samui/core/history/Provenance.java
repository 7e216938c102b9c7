package io.samui.core.history;

import io.samui.core.inference.DecodeOptions;

/**
 * What a result was made with.
 *
 * @param imageDigest SHA-256 of the image's bytes
 * @param modelId     the model's name
 * @param modelDigest the model's digest
 * @param backend     such as {@code onnxruntime 1.29.0}
 * @param device      such as {@code cpu}
 * @param parameters  the job's parameters
 * @param timings     where the time went
 */
public record Provenance(
        String imageDigest,
        String modelId,
        String modelDigest,
        String backend,
        String device,
        DecodeOptions parameters,
        Timings timings) {}
