package org.casewright.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/** What a file is, by its content: what somebody says of it counts for nothing. */
final class ContentTypes {

    private static final MimeTypes KNOWN = MimeTypes.getDefaultMimeTypes();

    private ContentTypes() {}

    /**
     * The media type.
     *
     * @param name only tells apart what has the same beginning, such as office documents, which are all zip files
     */
    static String of(Path file, String name) throws IOException {
        var content = detect(file, new Metadata());
        if (content.equals(MediaType.OCTET_STREAM)) {
            return content.toString();
        }
        var named = new Metadata();
        named.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        return detect(file, named).toString();
    }

    private static MediaType detect(Path file, Metadata metadata) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return KNOWN.detect(in, metadata).getBaseType();
        }
    }
}
