package org.casewright.schema;

import java.util.Locale;

/** What is another in the next release, as people see it: the whole vocabulary. */
public sealed interface Difference {

    /** What it is about: {@code module}, {@code module/entity}, {@code module/entity.property} and the like. */
    String subject();

    /** In words. */
    String sentence();

    /** Whether somebody has to agree before it is done. */
    default boolean needsConsent() {
        return false;
    }

    /** The kind as JSON says it, such as {@code field-renamed}. */
    default String kind() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    record ModuleAdded(String subject, String version) implements Difference {
        @Override
        public String sentence() {
            return "The module " + subject + " " + version + " is new.";
        }
    }

    record ModuleChanged(String subject, String from, String to) implements Difference {
        @Override
        public String sentence() {
            return "The module " + subject + " goes from " + from + " to " + to + ".";
        }
    }

    record ModuleRemoved(String subject) implements Difference {
        @Override
        public String sentence() {
            return "The module " + subject + " is taken away; its records are kept, retired.";
        }

        @Override
        public boolean needsConsent() {
            return true;
        }
    }

    record EntityAdded(String subject) implements Difference {
        @Override
        public String sentence() {
            return subject + " is new.";
        }
    }

    record EntityRenamed(String subject, String from) implements Difference {
        @Override
        public String sentence() {
            return subject + " was " + from + "; its records stay where they are.";
        }
    }

    record EntityRetired(String subject) implements Difference {
        @Override
        public String sentence() {
            return subject + " is retired: its records are kept and no longer to be seen.";
        }

        @Override
        public boolean needsConsent() {
            return true;
        }
    }

    record EntityRestored(String subject) implements Difference {
        @Override
        public String sentence() {
            return subject + " comes back with its records.";
        }
    }

    record FieldAdded(String subject, String type) implements Difference {
        @Override
        public String sentence() {
            return subject + " is new: " + type + ".";
        }
    }

    record FieldRenamed(String subject, String from) implements Difference {
        @Override
        public String sentence() {
            return subject + " was " + from + "; its values stay where they are.";
        }
    }

    record FieldMoved(String subject, String from) implements Difference {
        @Override
        public String sentence() {
            return subject + " takes over the values of " + from + ".";
        }
    }

    record FieldRetired(String subject) implements Difference {
        @Override
        public String sentence() {
            return subject + " is retired: its values are kept and no longer to be seen.";
        }

        @Override
        public boolean needsConsent() {
            return true;
        }
    }

    record FieldRestored(String subject) implements Difference {
        @Override
        public String sentence() {
            return subject + " comes back with its values.";
        }
    }

    record FieldReturned(String subject, String type, String was) implements Difference {
        @Override
        public String sentence() {
            return subject + " comes back as " + type + " and is empty: it was " + was
                    + ", and those values stay retired.";
        }
    }

    record FieldRetyped(String subject, String from, String to) implements Difference {
        @Override
        public String sentence() {
            return subject + " becomes " + to + "; it was " + from
                    + ". All values are converted, and the old ones stay, retired.";
        }
    }

    record FieldFilled(String subject, String how) implements Difference {
        @Override
        public String sentence() {
            return subject + " of stored records is filled: " + how + ".";
        }
    }

    record FieldRequired(String subject) implements Difference {
        @Override
        public String sentence() {
            return subject + " must have a value.";
        }
    }

    record FieldOptional(String subject) implements Difference {
        @Override
        public String sentence() {
            return subject + " may be empty.";
        }
    }

    record FieldNarrowed(String subject, String bound) implements Difference {
        @Override
        public String sentence() {
            return subject + " permits less: " + bound + ".";
        }
    }

    record FieldWidened(String subject, String bound) implements Difference {
        @Override
        public String sentence() {
            return subject + " permits more: " + bound + ".";
        }
    }

    record FieldChanged(String subject, String what) implements Difference {
        @Override
        public String sentence() {
            return subject + " has another " + what + ".";
        }
    }

    record EntityChanged(String subject, String what) implements Difference {
        @Override
        public String sentence() {
            return subject + " has " + what + ".";
        }
    }

    record OperationAdded(String subject, String title) implements Difference {
        @Override
        public String sentence() {
            return subject + " offers “" + title + "” as well.";
        }
    }

    record OperationRemoved(String subject, String title) implements Difference {
        @Override
        public String sentence() {
            return subject + " no longer offers “" + title + "”.";
        }
    }

    record CodeAdded(String subject, String code) implements Difference {
        @Override
        public String sentence() {
            return "The codes of " + subject + " have " + code + " as well.";
        }
    }

    record CodeRetired(String subject, String code) implements Difference {
        @Override
        public String sentence() {
            return "The code " + code + " of " + subject + " is no longer offered.";
        }
    }

    record CodeReplaced(String subject, String code, String by) implements Difference {
        @Override
        public String sentence() {
            return "The code " + code + " of " + subject + " becomes " + by + ", in stored records as well.";
        }
    }

    record WorkflowAdded(String subject) implements Difference {
        @Override
        public String sentence() {
            return "The workflow " + subject + " is new.";
        }
    }

    record WorkflowChanged(String subject) implements Difference {
        @Override
        public String sentence() {
            return "The workflow " + subject + " gets a new version; what runs goes on in the version it began with.";
        }
    }

    record WorkflowRemoved(String subject) implements Difference {
        @Override
        public String sentence() {
            return "The workflow " + subject + " is started no more; what runs goes on.";
        }
    }

    /** Somebody may do or see more; where that is about what is there already, a second person has to agree. */
    record AccessGained(String subject, String what, boolean needsConsent) implements Difference {
        @Override
        public String sentence() {
            return subject + " may now " + what + ".";
        }
    }

    record AccessLost(String subject, String what) implements Difference {
        @Override
        public String sentence() {
            return subject + " may no longer " + what + ".";
        }
    }

    /** Forms, lists, data and whatever else leaves the tables as they are. */
    record FilesChanged(String subject, int files) implements Difference {
        @Override
        public String sentence() {
            return files + (files == 1 ? " file" : " files") + " of " + subject + " changed besides.";
        }
    }
}
