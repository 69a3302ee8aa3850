package dev.jenvoy.endpoint.content;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One part of a multipart form.
 *
 * @param name the field's name
 * @param file the file's name as it was sent; empty for a field that is no file
 * @param type its declared type
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FormPart(String name, String file, HeaderParameters type, byte[] content) {

    boolean isFile() {
        return !file.isEmpty();
    }

    boolean isJson() {
        return type.value().equals("application/json");
    }

    /** Returns what expressions know of a file. Its name is without folders, which name something of another machine. */
    Map<String, Object> described() {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("filename", file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
        known.put("content_type", type.value());
        known.put("size", (long) content.length);
        return known;
    }
}
