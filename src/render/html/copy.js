// The Copy button.
