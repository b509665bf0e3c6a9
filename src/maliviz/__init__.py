"""Facts from texts, drawn and published so that every mark leads to who said it."""
