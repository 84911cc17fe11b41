def test_it_is_served(site, page):
    page.goto(site("/"))
    assert "Ondt i hælen" in page.locator("h1").inner_text()
    page.goto(site("/help"))
    assert page.locator('a[href="tel:112"]').count()
