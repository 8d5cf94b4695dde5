package org.casewright.ui.browser;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures to be chosen in forms. */
final class Pictures {

    private static final int HEIGHT = 180;

    private Pictures() {}

    /** A file with a picture of one colour. */
    static Path file(Path folder, String name, int width, Color colour) throws IOException {
        var image = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, HEIGHT);
        graphics.dispose();
        var file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
