package io.samui.core.persistence;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** A job's item by its place. */
@Embeddable
record JobItemKey(long jobSeq, int position) implements Serializable {}
