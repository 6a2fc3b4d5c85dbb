"""Values -> sentences, numbers and dates in the person's language; the words of a resource have its name."""
