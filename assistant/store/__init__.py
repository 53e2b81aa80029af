"""What is kept between runs. So far: the journal of finished sections; projects and users follow."""
