"""Floor ½: letters（文书）, their register of numbers, templates in versions, files and service."""
