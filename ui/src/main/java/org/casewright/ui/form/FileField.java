package org.casewright.ui.form;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadEvent;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Refusal;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A file that is sent as soon as it is chosen, and shown; the record takes it when the form is saved. */
final class FileField extends CustomField<JsonNode> {

    private static final long serialVersionUID = 1L;

    private final transient FormContext context;
    private final transient Draft draft;
    private final transient PropertyType.Attachment type;
    private final transient Consumer<String> refused;
    private final Div shown = new Div();
    private final Upload upload = new Upload(this::take);
    private final Button choose = new Button();
    private final Button camera = new Button(text("Take a photo"), new Icon("cam"));
    private final Button remove = new Button(text("Remove"));

    /**
     * A field.
     *
     * @param refused learns in plain words why a file was not taken
     */
    FileField(FormContext context, Draft draft, PropertyType.Attachment type, Consumer<String> refused) {
        this.context = context;
        this.draft = draft;
        this.type = type;
        this.refused = refused;
        addClassName("file-field");
        upload.setAcceptedMimeTypes(type.types().toArray(String[]::new));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(Math.toIntExact(type.maxBytes()));
        upload.setDropAllowed(true);
        upload.setUploadButton(choose);
        choose.addThemeVariants(ButtonVariant.LUMO_SMALL);
        upload.setI18n(new UploadI18N()
                .setError(new UploadI18N.Error()
                        .setFileIsTooBig(tooLarge(type))
                        .setIncorrectFileType(otherKind(type))
                        .setTooManyFiles(text("One file is taken here."))));
        upload.addFileRejectedListener(event -> {
            upload.clearFileList();
            refused.accept(event.getErrorMessage());
        });
        // What came of it was noted while the file was sent; this brings it to the page.
        upload.getElement().addEventListener("upload-success", event -> upload.clearFileList());
        upload.getElement().addEventListener("upload-error", event -> upload.clearFileList());
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        remove.addClickListener(event -> enter(null));
        camera.setVisible(pictureType() != null);
        camera.addThemeVariants(ButtonVariant.LUMO_SMALL);
        camera.addClickListener(event -> photograph());
        var doing = new Div(upload, camera, remove);
        doing.addClassName("file-doing");
        add(shown, doing);
        setPresentationValue(null);
    }

    /** On a camera's device the picture is taken, not looked for. */
    FileField taking() {
        upload.getElement().setAttribute("capture", "environment");
        return this;
    }

    /** In which manner a picture of the camera is sent; null where not only pictures are taken. */
    private @Nullable String pictureType() {
        return type.types().stream().allMatch(each -> each.startsWith("image/"))
                ? Stream.of("image/jpeg", "image/png")
                        .filter(type.types()::contains)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private void photograph() {
        var picture = pictureType();
        if (picture != null) {
            new CameraDialog(text("Take a photo"), upload, picture).open();
        }
    }

    private static String tooLarge(PropertyType.Attachment type) {
        return text("This file is too large: at most {0} MB.", type.maxMegabytes());
    }

    private static String otherKind(PropertyType.Attachment type) {
        return text(
                "This file is not of a kind that is taken here: {0}.",
                type.types().stream().collect(commas()));
    }

    /** Runs while the file comes in, beside the session. */
    private void take(UploadEvent event) throws IOException {
        try {
            var file = context.attachments()
                    .upload(
                            event.getInputStream(),
                            event.getFileSize(),
                            event.getFileName(),
                            context.actor().get());
            var fits = type.types().contains(file.type());
            event.getUI().access(() -> {
                if (fits) {
                    enter(file.json());
                } else {
                    refused.accept(otherKind(type));
                }
            });
        } catch (Refusal refusal) {
            event.getUI().access(() -> refused.accept(text(refusal)));
        }
    }

    private void enter(@Nullable JsonNode file) {
        setPresentationValue(file);
        setModelValue(file, true);
    }

    @Override
    protected @Nullable JsonNode generateModelValue() {
        return getValue();
    }

    @Override
    protected void setPresentationValue(@Nullable JsonNode file) {
        shown.removeAll();
        if (!Draft.isNothing(file) && file != null) {
            shown.add(Files.show(context, draft, file));
        }
        var there = shown.getComponentCount() > 0;
        shown.setVisible(there);
        remove.setVisible(there && !isReadOnly());
        upload.setVisible(!isReadOnly());
        camera.setVisible(!isReadOnly() && pictureType() != null);
        choose.setText(text(there ? "Replace" : "Choose a file"));
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        upload.setVisible(!readOnly);
        camera.setVisible(!readOnly && pictureType() != null);
        remove.setVisible(shown.isVisible() && !readOnly);
    }
}
