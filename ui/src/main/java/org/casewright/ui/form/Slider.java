package org.casewright.ui.form;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.text.NumberFormat;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** A number between two bounds, drawn from one to the other; its figure stands beside it, and nothing while there is none. */
final class Slider extends CustomField<BigDecimal> {

    private static final long serialVersionUID = 1L;

    private final Input range = new Input();
    private final Span figure = new Span();
    private final BigDecimal least;

    Slider(BigDecimal least, BigDecimal most, BigDecimal step) {
        this.least = least;
        addClassName("slider");
        range.setType("range");
        range.getElement()
                .setAttribute("min", least.toPlainString())
                .setAttribute("max", most.toPlainString())
                .setAttribute("step", step.toPlainString());
        range.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                setModelValue(new BigDecimal(range.getValue()), true);
                tell(getValue());
            }
        });
        add(range, figure);
        setPresentationValue(null);
    }

    @Override
    protected @Nullable BigDecimal generateModelValue() {
        return getValue();
    }

    @Override
    protected void setPresentationValue(@Nullable BigDecimal value) {
        range.setValue((value == null ? least : value).toPlainString());
        tell(value);
    }

    private void tell(@Nullable BigDecimal value) {
        figure.setText(
                value == null ? "" : NumberFormat.getInstance(Words.locale()).format(value));
    }

    @Override
    public void setLabel(@Nullable String label) {
        super.setLabel(label);
        range.setAriaLabel(label);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        range.setEnabled(!readOnly);
    }
}
