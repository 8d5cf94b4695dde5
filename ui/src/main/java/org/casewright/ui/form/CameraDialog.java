package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.dom.Element;

/** Takes a picture with the device's camera, again until it is good, and sends it as a chosen file is sent. */
final class CameraDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** The camera is let go when the dialog is gone, however that came. */
    private static final String START = """
            const video = this;
            const told = (name) => video.dispatchEvent(new CustomEvent(name));
            const devices = navigator.mediaDevices;
            (devices ? devices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 } } })
                     : Promise.reject())
                .then((stream) => {
                    const stop = () => stream.getTracks().forEach((track) => track.stop());
                    if (!video.isConnected) { stop(); return; }
                    video.srcObject = stream;
                    video.onplaying = () => told('seeing');
                    const gone = new MutationObserver(() => {
                        if (!video.isConnected) { gone.disconnect(); stop(); }
                    });
                    gone.observe(document.body, { childList: true, subtree: true });
                    video.play();
                })
                .catch(() => told('blind'));""";

    private static final String TAKE = """
            const picture = this;
            picture.width = $0.videoWidth;
            picture.height = $0.videoHeight;
            picture.getContext('2d').drawImage($0, 0, 0);""";

    /** With the name of a file, so that all that is said of files can be said of it. */
    private static final String SEND = """
            this.toBlob((picture) => {
                const file = new File([picture], $1, { type: $2 });
                $0.files = [file];
                $0.uploadFiles([file]);
            }, $2, 0.9);""";

    private static final String CHOOSE = "this.shadowRoot.querySelector('input[type=file]').click()";

    private final Upload upload;
    private final String type;
    private final Element video = new Element("video");
    private final Element picture = new Element("canvas");
    private final Paragraph problem = new Paragraph(text(
            "There is no camera that this page may use. Let your browser use it, or choose a file with the picture."));
    private final Button take = new Button(text("Take the photo"), event -> take());
    private final Button again = new Button(text("Take again"), event -> look());
    private final Button use = new Button(text("Use this photo"), event -> use());
    private final Button file = new Button(text("Choose a file"), event -> choose());

    /**
     * Looks through the camera.
     *
     * @param title what the picture is of
     * @param upload takes the picture
     * @param type media type in which it is sent
     */
    CameraDialog(String title, Upload upload, String type) {
        this.upload = upload;
        this.type = type;
        setHeaderTitle(title);
        setWidth("min(640px, 100%)");
        var view = new Div();
        view.addClassName("camera");
        video.setAttribute("playsinline", true)
                .setAttribute("muted", true)
                .setAttribute("aria-label", text("What the camera sees"));
        picture.setAttribute("role", "img").setAttribute("aria-label", text("The photo that was taken"));
        view.getElement().appendChild(video, picture);
        video.addEventListener("seeing", event -> seeing());
        video.addEventListener("blind", event -> blind());
        problem.setVisible(false);
        add(view, problem);
        take.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        use.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        file.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Cancel"), event -> close()), again, use, take, file);
        look();
        take.setEnabled(false);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                video.executeJs(START);
            }
        });
    }

    private void seeing() {
        take.setEnabled(true);
        take.focus();
    }

    /** Without a camera there is still the file. */
    private void blind() {
        video.setVisible(false);
        picture.setVisible(false);
        take.setVisible(false);
        problem.setVisible(true);
        file.setVisible(true);
        file.focus();
    }

    private void look() {
        show(false);
        take.focus();
    }

    private void take() {
        picture.executeJs(TAKE, video);
        show(true);
        use.focus();
    }

    private void show(boolean taken) {
        video.getStyle().set("display", taken ? "none" : "block");
        picture.getStyle().set("display", taken ? "block" : "none");
        take.setVisible(!taken);
        again.setVisible(taken);
        use.setVisible(taken);
        file.setVisible(false);
    }

    private void use() {
        var name = type.equals("image/png") ? "photo.png" : "photo.jpg";
        picture.executeJs(SEND, upload.getElement(), name, type).then(done -> close());
    }

    private void choose() {
        close();
        upload.getElement().executeJs(CHOOSE);
    }
}
