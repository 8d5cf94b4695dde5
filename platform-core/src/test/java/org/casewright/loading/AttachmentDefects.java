package org.casewright.loading;

import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** What files say wrongly about files, and what is said of it. */
final class AttachmentDefects {

    private AttachmentDefects() {}

    private static Defect property(String name, String property, String... said) {
        return EvolutionDefects.property(name, property, said);
    }

    static List<Defect> all() {
        return List.of(
                property(
                        "a file of no type",
                        "{ \"x-attachment\": { \"types\": [] } }",
                        ":3:42 /properties/mark/x-attachment/types: “types” is not right: must have at least 1 items but found 0. Right would be: Media types, one of which the content has; image/jpeg, image/png and application/pdf are such."),
                property(
                        "a file without types",
                        "{ \"x-attachment\": { \"maxMegabytes\": 1 } }",
                        ":3:31 /properties/mark/x-attachment: “types” is missing in “x-attachment”. Right would be: Media types, one of which the content has; image/jpeg, image/png and application/pdf are such."),
                property(
                        "a file larger than any may be",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ], \"maxMegabytes\": 101 } }",
                        ":3:75 /properties/mark/x-attachment/maxMegabytes: “maxMegabytes” is not right: must have a maximum value of 100. Right would be: Size of the largest file; 10 when absent."),
                property(
                        "a word that no file knows",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ], \"maxSize\": 1 } }",
                        ":3:59 /properties/mark/x-attachment/maxSize: “maxSize” is not known here. Known here: maxMegabytes, types."),
                property(
                        "a media type that is none",
                        "{ \"x-attachment\": { \"types\": [ \"image/*\", \"picture\" ] } }",
                        ":3:44 /properties/mark/x-attachment/types/0: “image/*” is no media type that files can be told by. Write one such as image/jpeg, image/png or application/pdf.",
                        ":3:55 /properties/mark/x-attachment/types/1: “picture” is no media type that files can be told by. Write one such as image/jpeg, image/png or application/pdf."),
                property(
                        "a media type by another name",
                        "{ \"x-attachment\": { \"types\": [ \"application/x-pdf\" ] } }",
                        ":3:44 /properties/mark/x-attachment/types/0: “application/x-pdf” is another name of “application/pdf”. Write “application/pdf”."),
                property(
                        "a media type that carries programs",
                        "{ \"x-attachment\": { \"types\": [ \"image/svg+xml\", \"text/html\" ] } }",
                        ":3:44 /properties/mark/x-attachment/types/0: “image/svg+xml” can carry programs that run where it is read. Take a type that only shows, such as application/pdf.",
                        ":3:61 /properties/mark/x-attachment/types/1: “text/html” can carry programs that run where it is read. Take a type that only shows, such as application/pdf."),
                property(
                        "a file with type",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"type\": \"string\" }",
                        ":3:61 /properties/mark/type: “type” means nothing at a file. Leave it out."),
                property(
                        "a file with default",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"default\": \"= null\" }",
                        ":3:61 /properties/mark/default: “default” means nothing at a file. Leave it out."),
                property(
                        "a file with x-index",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-index\": true }",
                        ":3:61 /properties/mark/x-index: “x-index” means nothing at a file. Leave it out."),
                property(
                        "a file with x-computed",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-computed\": \"null\" }",
                        ":3:61 /properties/mark/x-computed: “x-computed” means nothing at a file. Leave it out."),
                property(
                        "a file with x-movedFrom",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-movedFrom\": \"place.mark\" }",
                        ":3:61 /properties/mark/x-movedFrom: “x-movedFrom” means nothing at a file. Leave it out."),
                property(
                        "a file with x-reference",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-reference\": { \"entity\": \"book\" } }",
                        ":3:61 /properties/mark/x-reference: “x-reference” means nothing at a file. Leave it out."),
                property(
                        "a file that is unique",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-unique\": true }",
                        ":3:73 /properties/mark/x-unique: A value of this type cannot be unique. Leave “x-unique” out."),
                property(
                        "a file that lists are sorted by",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-sortable\": true }",
                        ":3:75 /properties/mark/x-sortable: Lists cannot be sorted by this type. Leave “x-sortable” out."),
                property(
                        "a file that is searched",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-search\": \"text\" }",
                        ":3:73 /properties/mark/x-search: Only a text is searched. Leave “x-search” out; x-index makes filters fast."),
                property(
                        "a file for stored rows",
                        "{ \"x-attachment\": { \"types\": [ \"image/png\" ] }, \"x-backfill\": \"null\" }",
                        ":3:75 /properties/mark/x-backfill: Only a property of the record that has one value is filled. Leave “x-backfill” out."),
                property(
                        "a list of files",
                        "{ \"type\": \"array\", \"items\": { \"x-attachment\": { \"types\": [ \"image/png\" ] } } }",
                        ":3:43 /properties/mark/items/x-attachment: A list of files is a repeating group, so that each can be told what it is. Let “items” be an object with a property that has “x-attachment”."),
                property(
                        "a file too deep",
                        "{ \"type\": \"object\", \"properties\": { \"a\": { \"type\": \"object\", \"properties\": { \"b\": { \"x-attachment\": { \"types\": [ \"image/png\" ] } } } } } }",
                        ":3:97 /properties/mark/properties/a/properties/b/x-attachment: “x-attachment” cannot stand so deep. What has columns lies at most one level deep: make an entity of it."));
    }
}
