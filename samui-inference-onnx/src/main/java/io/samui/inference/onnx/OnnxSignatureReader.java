package io.samui.inference.onnx;

import static io.samui.inference.onnx.ProtobufReader.LENGTH_DELIMITED;
import static io.samui.inference.onnx.ProtobufReader.VARINT;

import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a graph's inputs and outputs from an ONNX file ({@code onnx.proto}: ModelProto, GraphProto, ValueInfoProto, TypeProto)
 * while its nodes and weights are skipped. Numbers in the code are those of the format's fields.
 */
final class OnnxSignatureReader {

    private static final long DYNAMIC = -1;

    /** Of TensorProto: where a weight lies that is not in the file. */
    private static final int EXTERNAL_DATA = 13;

    private final ProtobufReader reader;
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final Set<String> initializers = new HashSet<>();
    private final Set<String> dataFiles = new HashSet<>();
    private boolean graphSeen;

    private OnnxSignatureReader(InputStream in) {
        this.reader = new ProtobufReader(in);
    }

    /**
     * @throws IOException when the stream ends early or is no ONNX model; its message completes "…: "
     */
    static GraphSignature read(InputStream in) throws IOException {
        OnnxSignatureReader reading = new OnnxSignatureReader(in);
        reading.reader.readAll(reading::modelField);
        if (!reading.graphSeen) {
            throw new ProtobufReader.MalformedException("no graph in it");
        }
        // before IR version 4 weights were listed as inputs, too
        List<TensorSpec> fed = new ArrayList<>();
        for (ValueInfo input : reading.inputs) {
            if (!reading.initializers.contains(input.name)) {
                fed.add(input.toSpec());
            }
        }
        List<TensorSpec> given = new ArrayList<>();
        for (ValueInfo output : reading.outputs) {
            given.add(output.toSpec());
        }
        return new GraphSignature(fed, given, reading.dataFiles);
    }

    private boolean modelField(int field, int wireType) throws IOException {
        if (field != 7 || wireType != LENGTH_DELIMITED) {
            return false;
        }
        graphSeen = true;
        reader.message(this::graphField);
        return true;
    }

    private boolean graphField(int field, int wireType) throws IOException {
        if (wireType != LENGTH_DELIMITED) {
            return false;
        }
        switch (field) {
            case 5 -> initializers.add(initializer());
            case 15 -> reader.message(this::sparseInitializerField);
            case 11 -> inputs.add(valueInfo());
            case 12 -> outputs.add(valueInfo());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean sparseInitializerField(int field, int wireType) throws IOException {
        if (field != 1 || wireType != LENGTH_DELIMITED) {
            return false;
        }
        initializers.add(nameAt(8));
        return true;
    }

    /** The name of a weight; its file is noted where it lies in one of its own. */
    private String initializer() throws IOException {
        String[] name = {""};
        reader.message((field, wireType) -> switch (wireType == LENGTH_DELIMITED ? field : 0) {
            case 8 -> {
                name[0] = reader.text();
                yield true;
            }
            case EXTERNAL_DATA -> inMessage(location());
            default -> false;
        });
        return name[0];
    }

    /** External data is described by pairs; the one that counts has the key "location". */
    private ProtobufReader.FieldVisitor location() {
        String[] key = {""};
        return (field, wireType) -> {
            if (wireType != LENGTH_DELIMITED || field > 2) {
                return false;
            }
            String text = reader.text();
            if (field == 1) {
                key[0] = text;
            } else if (key[0].equals("location")) {
                dataFiles.add(text);
            }
            return true;
        };
    }

    private String nameAt(int nameField) throws IOException {
        String[] name = {""};
        reader.message((field, wireType) -> {
            if (field != nameField || wireType != LENGTH_DELIMITED) {
                return false;
            }
            name[0] = reader.text();
            return true;
        });
        return name[0];
    }

    private ValueInfo valueInfo() throws IOException {
        ValueInfo info = new ValueInfo();
        reader.message((field, wireType) -> switch (wireType == LENGTH_DELIMITED ? field : 0) {
            case 1 -> {
                info.name = reader.text();
                yield true;
            }
            case 2 -> inMessage((typeField, typeWire) -> typeField == 1 && inMessage(tensorType(info)));
            default -> false;
        });
        return info;
    }

    private ProtobufReader.FieldVisitor tensorType(ValueInfo info) {
        return (field, wireType) -> {
            if (field == 1 && wireType == VARINT) {
                info.elementType = reader.varint();
                return true;
            }
            return field == 2 && inMessage((shapeField, shapeWire) -> shapeField == 1 && info.shape.add(dimension()));
        };
    }

    private long dimension() throws IOException {
        long[] size = {DYNAMIC};
        reader.message((field, wireType) -> {
            if (field != 1 || wireType != VARINT) {
                return false;
            }
            size[0] = Math.max(reader.varint(), DYNAMIC);
            return true;
        });
        return size[0];
    }

    private boolean inMessage(ProtobufReader.FieldVisitor visitor) throws IOException {
        reader.message(visitor);
        return true;
    }

    /** A ValueInfoProto while it is read. */
    private static final class ValueInfo {
        private String name = "";
        private @Nullable Long elementType;
        private final List<Long> shape = new ArrayList<>();

        TensorSpec toSpec() throws IOException {
            if (elementType == null) {
                throw new UnsupportedException(name + " is not a tensor; samui feeds and reads tensors only");
            }
            long type = elementType;
            return new TensorSpec(
                    name,
                    ElementTypes.ofFormat(type)
                            .orElseThrow(() -> new UnsupportedException(name + " has elements of ONNX type " + type
                                    + "; samui has tensors of f32, f16, i64, i32, u8, i8 and bool")),
                    shape);
        }
    }

    /** A model, but not one for samui. */
    static final class UnsupportedException extends IOException {
        UnsupportedException(String sentence) {
            super(sentence);
        }
    }
}
